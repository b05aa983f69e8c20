// Makes a picture of each screen, light and dark, from a running `assay serve`:
//
//   node scripts/screenshots.mjs "http://127.0.0.1:PORT/?token=…" FOLDER [WIDTHxHEIGHT]
//
// The picture in the README is priorities-light.png of the demo project at 1280x800.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [address, folder, size = "1280x800"] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node scripts/screenshots.mjs "ADDRESS OF assay serve" FOLDER [WIDTHxHEIGHT]');
  process.exit(2);
}
const [width, height] = size.split("x").map(Number);

/** Brings each screen to where it shows what it is for. */
const SCREENS = {
  sources: (page) => page.locator("a[data-row]").nth(2).click(),
  passages: (page) => page.getByRole("listbox").getByRole("option").nth(1).click(),
  themes: (page) => page.locator("a[data-row]").first().click(),
  priorities: (page) => page.locator("a[data-row]").first().click(),
  report: (page) => page.getByRole("article").getByRole("heading", { level: 1 }).waitFor(),
};

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const colorScheme of ["light", "dark"]) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
  for (const [screen, prepare] of Object.entries(SCREENS)) {
    await page.evaluate((name) => (location.hash = `#/${name}`), screen);
    await page.locator("main h1", { hasText: new RegExp(screen, "i") }).waitFor();
    await prepare(page);
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: join(folder, `${screen}-${colorScheme}.png`), animations: "disabled" });
  }
  await context.close();
}
await browser.close();
