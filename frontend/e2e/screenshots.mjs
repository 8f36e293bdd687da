// Saves a picture of every page in light, dark and narrow: node e2e/screenshots.mjs FOLDER [words of page names]
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { launch, signedIn } from "./browser.mjs";

const [folder = "screenshots", ...wanted] = process.argv.slice(2);
const table = process.env.TABLE ?? "notes";
const server = {
  url: process.env.SELFDB_URL ?? "http://localhost:3000",
  email: process.env.ADMIN_EMAIL ?? "admin@example.com",
  password: process.env.ADMIN_PASSWORD ?? "",
};
const PAGES = [
  ["dashboard", "/"],
  ["tables", "/tables"],
  ["new-table", "/tables?create=true"],
  ["table-data", `/tables/${table}`],
  ["table-structure", `/tables/${table}?tab=structure`],
  ["table-policies", `/tables/${table}?tab=policies`],
  ["table-api", `/tables/${table}?tab=api`],
  ["table-sql", `/tables/${table}?tab=sql`],
  ["schema", "/schema"],
  ["sql", "/sql"],
  ["users", "/users"],
  ["keys", "/keys"],
  ["audit", "/audit"],
  ["storage", "/storage"],
  ["bucket", `/storage/${process.env.BUCKET ?? "avatars"}`],
  ["realtime", "/realtime"],
  ["settings", "/settings"],
  ["settings-origins", "/settings?tab=origins"],
  ["settings-server", "/settings?tab=server"],
];
const LOOKS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  narrow: { colorScheme: "light", viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};

await mkdir(folder, { recursive: true });
const browser = await launch();
const faults = [];
for (const [look, options] of Object.entries(LOOKS)) {
  const page = await signedIn(browser, server, options, faults);
  for (const [name, address] of PAGES) {
    if (wanted.length > 0 && !wanted.some((word) => name.includes(word) || look === word)) continue;
    await page.goto(address);
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(400);
    await page.screenshot({ path: path.join(folder, `${name}-${look}.png`) });
  }
  await page.context().close();
}
await browser.close();
for (const fault of new Set(faults)) console.log(fault);
