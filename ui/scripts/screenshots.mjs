// Makes a picture of each screen, light and dark, of the demo project (make screenshots):
//
//   ASSAY_BIN=… node scripts/screenshots.mjs [FOLDER] [WIDTHxHEIGHT] [PROJECT]
//
// screenshots/priorities-light.png is the picture in the README; the others are for looking at.

import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const here = import.meta.dirname;
const [folder = join(here, "../screenshots"), size = "1280x800", project = join(here, "../../demo/demo.assay")] =
  process.argv.slice(2);
const [width, height] = size.split("x").map(Number);
const assay = resolve(process.env.ASSAY_BIN ?? join(here, "../../target/debug/assay"));

/** Brings each screen to where it shows what it is for. */
const SCREENS = {
  sources: (page) => page.locator("a[data-row]").nth(2).click(),
  passages: (page) => page.getByRole("listbox").getByRole("option").nth(1).click(),
  themes: (page) => page.locator("a[data-row]").first().click(),
  priorities: (page) => page.locator("a[data-row]").first().click(),
  report: (page) => page.getByRole("article").getByRole("heading", { level: 1 }).waitFor(),
};

/** Starts `assay serve` and gives the address it prints. */
async function serve() {
  const server = spawn(assay, ["serve", project, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  process.on("exit", () => server.kill("SIGINT"));
  return new Promise((found, failed) => {
    createInterface(server.stdout).once("line", (line) => found(line.match(/http:\/\/\S+/)[0]));
    server.once("error", failed);
    server.once("exit", (code) => failed(new Error(`assay serve ended with ${code}`)));
  });
}

const address = await serve();
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
process.exit();
