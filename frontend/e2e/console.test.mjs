// The console in a real browser against a real server.
import { seriousFaults } from "./axe.mjs";
import { strict as assert } from "node:assert";
import { after, before, test } from "node:test";
import { launch, openPage, signedIn, signIn } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
const faults = [];

before(async () => {
  server = await startServer();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const seen = (locator) => locator.first().waitFor({ state: "visible", timeout: 10_000 });

test("a wrong password is refused, a right one lets in, and signing out ends it", async () => {
  const page = await openPage(browser, server);
  await signIn(page, { ...server, password: "wrong" });
  await seen(page.getByRole("alert").getByText("Invalid email or password"));
  await page.getByLabel("Password", { exact: true }).fill(server.password);
  await page.keyboard.press("Enter");
  await seen(page.getByRole("heading", { name: /^Hello/ }));
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  assert.equal(await page.evaluate(() => document.cookie), "", "scripts cannot read the session's cookie");
  await page.reload();
  await seen(page.getByRole("heading", { name: /^Hello/ }));
  await page.getByRole("button", { name: /account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await seen(page.getByRole("heading", { name: "Sign in to the console" }));
  await page.reload();
  await seen(page.getByRole("heading", { name: "Sign in to the console" }));
  await page.context().close();
});

test("a table is designed, a row inserted, and a cell's edit is seen by a second window", async () => {
  const page = await signedIn(browser, server, {}, faults);
  await page.goto("/tables");
  await page.getByRole("button", { name: "New table" }).click();
  const sheet = page.getByRole("dialog", { name: "New table" });
  await sheet.getByLabel("Name", { exact: true }).fill("notes");
  await sheet.getByLabel("Column 3: name").fill("body");
  await sheet.getByRole("button", { name: "Create table" }).click();
  await seen(page.getByText("No rows yet"));

  await page.getByRole("button", { name: "Insert the first row" }).click();
  await page.getByRole("dialog").getByLabel(/^body/).fill("first");
  await page.getByRole("button", { name: "Insert row", exact: true }).last().click();
  await seen(page.getByRole("gridcell", { name: "first", exact: true }));

  const second = await signedIn(browser, server, {}, faults);
  await second.goto("/tables/notes");
  await seen(second.getByRole("gridcell", { name: "first", exact: true }));

  await page.getByRole("gridcell", { name: "first", exact: true }).dblclick();
  await page.getByLabel("Edit body").fill("second");
  await page.keyboard.press("Enter");
  await seen(page.getByRole("gridcell", { name: "second", exact: true }));
  await seen(second.getByRole("gridcell", { name: "second", exact: true }));

  await page.keyboard.press("Control+z");
  await seen(second.getByRole("gridcell", { name: "first", exact: true }));
  await second.context().close();
  await page.context().close();
});

test("SQL shows where it is wrong, then its rows", async () => {
  const page = await signedIn(browser, server);
  await page.goto("/sql");
  const editor = page.getByRole("textbox", { name: "SQL" });
  await editor.click();
  await page.keyboard.type("selec 1");
  await page.keyboard.press("Control+Enter");
  await seen(page.getByRole("alert").getByText(/syntax error/));
  await seen(page.locator(".cm-lintRange-error"));
  await page.keyboard.press("Control+a");
  await page.keyboard.type("select n, n * n as square from generate_series(1, $1) n");
  await page.getByRole("textbox", { name: "$1" }).fill("3");
  await page.getByRole("button", { name: /^Run/ }).click();
  await seen(page.getByRole("gridcell", { name: "9", exact: true }));
  await seen(page.getByText("3 rows"));
  await page.context().close();
});

test("a user is made, found and deactivated", async () => {
  const page = await signedIn(browser, server, {}, faults);
  await page.goto("/users");
  await page.getByRole("button", { name: "New user" }).click();
  const sheet = page.getByRole("dialog", { name: "New user" });
  await sheet.getByLabel("E-mail").fill("ada@example.com");
  await sheet.getByRole("button", { name: "Generate a password" }).click();
  await sheet.getByRole("button", { name: "Add user" }).click();
  await page.getByLabel("Search by e-mail or name").fill("ada@");
  await page.getByRole("button", { name: "Actions for ada@example.com" }).click();
  await page.getByRole("menuitem", { name: "Deactivate…" }).click();
  await page.getByRole("button", { name: "Deactivate", exact: true }).click();
  await seen(page.getByRole("row").filter({ hasText: "ada@example.com" }).getByText("Inactive"));
  await page.context().close();
});

test("everything is reached from the keyboard through the palette", async () => {
  const page = await signedIn(browser, server, {}, faults);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("notes");
  await seen(page.getByRole("option", { name: "notes", selected: true }));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/tables/notes");
  await page.getByRole("grid").focus();
  await page.keyboard.press("End");
  await page.keyboard.press("F2");
  await page.getByLabel("Edit body").fill("typed");
  await page.keyboard.press("Enter");
  await seen(page.getByRole("gridcell", { name: "typed", exact: true }));
  await page.context().close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing serious on any page in ${colorScheme}`, async () => {
    const page = await signedIn(browser, server, { colorScheme });
    for (const path of PAGES) {
      await page.goto(path);
      await page.waitForLoadState("networkidle");
      const found = await seriousFaults(page);
      assert.deepEqual(found, [], `${path} in ${colorScheme}`);
    }
    await page.context().close();
  });
}

test("no page logged an error", () => assert.deepEqual(faults, []));

const PAGES = [
  "/",
  "/tables",
  "/tables?create=true",
  "/tables/notes",
  "/tables/notes?tab=structure",
  "/tables/notes?tab=api",
  "/storage",
  "/audit",
  "/sql",
  "/users",
  "/keys",
  "/realtime",
  "/settings",
  "/settings?tab=origins",
  "/settings?tab=server",
];
