// Makes a picture of each screen, light and dark, of the demo project (make screenshots):
//
//   ASSAY_BIN=… node scripts/screenshots.mjs [FOLDER] [WIDTHxHEIGHT] [PROJECT]
//
// screenshots/priorities-light.png is the picture in the README; some of the others go into the
// guide (docs/pictures), the rest are for looking at.

import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const here = import.meta.dirname;
const FOLDER = join(here, "../screenshots");
const [folder = FOLDER, size = "1280x800", project = join(here, "../../demo/demo.assay")] =
  process.argv.slice(2);
const [width, height] = size.split("x").map(Number);
const assay = resolve(process.env.ASSAY_BIN ?? join(here, "../../target/debug/assay"));

/** Brings each screen to where it shows what it is for. */
const SCREENS = {
  sources: (page) => page.locator("a[data-row]").nth(2).click(),
  passages: async (page) => {
    await page.evaluate(() => (location.hash = "#/passages?kind=interview"));
    await page.getByRole("listbox").getByRole("option").first().click();
    await page.getByRole("complementary", { name: "Passage" }).waitFor();
    const filter = page.getByRole("button", { name: "Filter", exact: true });
    // The other colours come to a window that has it open already.
    if ((await filter.getAttribute("aria-pressed")) === "false") await filter.click();
    await page.getByRole("complementary", { name: "Filters" }).getByRole("button").first().waitFor();
  },
  themes: async (page) => {
    await page.locator("a[data-row]").nth(1).click();
    await page.getByRole("heading", { name: /^Trend/ }).waitFor();
  },
  map: async (page) => {
    await page.evaluate(() => (location.hash = "#/themes?view=map"));
    const map = page.getByRole("group", { name: "Map of passages" });
    await map.getByRole("button").first().waitFor();
    await map.focus();
    // So near that the names of what lies inside the themes stand beside theirs.
    for (let step = 0; step < 2; step += 1) await page.keyboard.press("+");
    await map.locator(".finer").first().waitFor();
    await page.locator('[aria-label="Map of passages"][aria-busy="false"]').waitFor();
  },
  activation: (page) => page.getByRole("table").last().getByRole("img").first().waitFor(),
  priorities: (page) => page.locator("a[data-row]").first().click(),
  actions: (page) => page.getByRole("button", { name: "Plan an action…" }).first().waitFor(),
  report: (page) => page.getByRole("article").getByRole("heading", { level: 1 }).waitFor(),
};

/** The pictures of the guide. */
const GUIDE = ["passages", "themes", "map", "activation"];

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
    // The map is another look at the themes.
    const name = screen === "map" ? "themes" : screen;
    await page.evaluate((name) => (location.hash = `#/${name}`), name);
    await page.locator("main h1", { hasText: new RegExp(name, "i") }).waitFor();
    await prepare(page);
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: join(folder, `${screen}-${colorScheme}.png`), animations: "disabled" });
  }
  await context.close();
}
await browser.close();
if (folder === FOLDER) {
  for (const name of GUIDE) copyFileSync(join(folder, `${name}-light.png`), join(here, `../../docs/pictures/${name}.png`));
}
process.exit();
