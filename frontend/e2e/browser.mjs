// Debian's Chromium, driven by playwright-core, and signing in to the console.
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGUMENTS });

/** A page of a browser context of its own, on the sign-in. What goes wrong in the page is added to `faults`. */
export async function openPage(browser, server, options = {}, faults = []) {
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(`page: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && faults.push(`console: ${message.text()}`));
  await page.goto("/");
  return page;
}

export async function signIn(page, { email, password }) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

export async function signedIn(browser, server, options, faults) {
  const page = await openPage(browser, server, options, faults);
  await signIn(page, server);
  await page.getByRole("button", { name: /account of/ }).waitFor();
  return page;
}
