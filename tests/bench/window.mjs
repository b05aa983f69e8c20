// Measures the window on large projects, in a real browser over `assay serve` (make bench-window):
//
//   node tests/bench/window.mjs ASSAY USABLE.assay LARGE.assay
//
// USABLE is opened and has to be usable within a second; LARGE is searched, scrolled and edited.
// The projects are changed: give copies. Times vary with the machine; each line says its figure.

import { execFileSync, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { gzipSync } from "node:zlib";

const require = createRequire(new URL("../../ui/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const [assay, usable, large] = process.argv.slice(2);
if (large === undefined) {
  console.error("usage: node window.mjs ASSAY USABLE.assay LARGE.assay");
  process.exit(2);
}
const SEARCHES = 60;
const SCREENS = [
  ["passages", '[role="option"]'],
  ["themes", "main a[data-row]"],
  ["activation", "main svg"],
  ["priorities", "main a[data-row]"],
];

/** Edits a person makes, each from the key that does it until it is seen. */
const EDITS = {
  tag: async (page) => {
    await page.keyboard.press("j");
    await page.getByRole("complementary", { name: "Passage" }).waitFor();
    await page.keyboard.press("t");
    await page.getByLabel("Add a theme").first().waitFor();
    await page.keyboard.type("a");
    await page.getByRole("option", { selected: true }).first().waitFor();
    return seen(page, () => page.keyboard.press("Enter"), "Added");
  },
  rename: async (page) => {
    await page.keyboard.press("Escape");
    await page.evaluate(() => (location.hash = "#/themes"));
    await page.locator("main a[data-row]").nth(1).click();
    const label = page.getByLabel("Label of the theme");
    await label.fill("A name of my own");
    return seen(page, () => label.press("Enter"), "Renamed");
  },
  merge: async (page) => {
    await page.locator("main a[data-row]").nth(1).click();
    await page.locator("main h1").click();
    await page.keyboard.press("m");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("a");
    await page.keyboard.press("Enter");
    return seen(page, () => page.getByRole("dialog").getByRole("button", { name: "Merge", exact: true }).click(), "Merged");
  },
};

console.log(`${"".padEnd(58)} ${"measured".padStart(10)} ${"figure".padStart(10)}`);
bundle();
await withWindow(usable, async (page, { address }) => {
  for (const [screen, wanted] of SCREENS) {
    const times = [];
    for (let round = 0; round < 5; round += 1) times.push(await usableAfter(page, address, screen, wanted));
    line(`usable, ${screen} (median of 5)`, `${median(times).toFixed(0)} ms`, "1,000 ms");
  }
});
await withWindow(large, async (page, { address, server }) => {
  await usableAfter(page, address, "passages", '[role="option"]');
  const total = await page.locator('[role="option"]').first().getAttribute("aria-setsize");
  console.log(`\n${Number(total).toLocaleString("en")} items`);
  const search = await searches(page);
  line(`search to paint, median of ${search.length}`, `${median(search).toFixed(0)} ms`, "");
  line("search to paint, 95 % under", `${quantile(search, 0.95).toFixed(0)} ms`, "50 ms");
  const { frames, dropped } = await scrolled(page);
  line(`frames dropped while scrolling, of ${frames}`, `${((dropped / frames) * 100).toFixed(1)} %`, "1 %");
  for (const [name, edit] of Object.entries(EDITS)) line(`${name} to paint`, `${(await edit(page)).toFixed(0)} ms`, "200 ms");
  line("memory, assay serve (peak)", `${peak(server.pid).toFixed(0)} MB`, "");
  line("memory, the page’s process", `${(await pageMemory(page)).toFixed(0)} MB`, "");
});
process.exit();

function line(what, measured, figure) {
  console.log(`${what.padEnd(58)} ${measured.padStart(10)} ${figure.padStart(10)}`);
}

/** The window's files, as they travel. */
function bundle() {
  const folder = new URL("../../ui/dist/assets/", import.meta.url).pathname;
  const bytes = readdirSync(folder).map((name) => gzipSync(readFileSync(join(folder, name))).length);
  line("bundle, gzipped", `${(bytes.reduce((sum, size) => sum + size, 0) / 1000).toFixed(0)} kB`, "400 kB");
}

async function withWindow(project, measure) {
  const server = spawn(assay, ["serve", project, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    const address = await new Promise((found, failed) => {
      createInterface(server.stdout).once("line", (said) => found(said.match(/http:\/\/\S+/)[0]));
      server.once("exit", (code) => failed(new Error(`assay serve ended with ${code}`)));
    });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(60_000);
    await measure(page, { address, server });
  } finally {
    await browser.close();
    server.kill("SIGINT");
  }
}

/** Milliseconds from asking for the page until a screen shows what it is for, painted. */
async function usableAfter(page, address, screen, wanted) {
  await page.goto("about:blank");
  await page.goto(`${address}#/${screen}`, { waitUntil: "commit" });
  return page.evaluate(
    (selector) =>
      new Promise((done) => {
        const look = () => (document.querySelector(selector) ? requestAnimationFrame(() => done(performance.now())) : requestAnimationFrame(look));
        look();
      }),
    wanted,
  );
}

/** Milliseconds from the last letter of a search until its first hits are painted. */
async function searches(page) {
  const words = await page.evaluate(() => [...document.querySelectorAll('[role="option"]')].flatMap((row) => row.textContent.match(/\b[a-z]{6}\b/g) ?? []));
  const times = [];
  for (let round = 0; round < SEARCHES; round += 1) {
    // A word, the beginning of one, or two.
    const [word, other] = [words[(round * 7) % words.length], words[(round * 13 + 5) % words.length]];
    const asked = [word, word.slice(0, 3), `${word} ${other.slice(0, 4)}`][round % 3];
    times.push(
      await page.evaluate(async (text) => {
        const field = document.querySelector('input[type="search"]');
        const set = (value) => {
          field.value = value;
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        };
        const changed = () =>
          new Promise((done) => {
            const list = document.querySelector("main");
            const watch = new MutationObserver(() => {
              const hit = list.querySelector("mark");
              if (hit !== null || list.textContent.includes("Nothing matches")) {
                watch.disconnect();
                requestAnimationFrame(() => setTimeout(() => done(performance.now())));
              }
            });
            watch.observe(list, { subtree: true, childList: true, characterData: true });
          });
        // From all of them, so that the first hit to be seen is this search's.
        set("");
        for (let wait = 0; wait < 200 && document.querySelector("main mark") !== null; wait += 1) await new Promise((next) => setTimeout(next, 10));
        await new Promise((next) => setTimeout(next, 150));
        const started = performance.now();
        const painted = changed();
        set(text);
        return (await painted) - started;
      }, asked),
    );
  }
  await page.evaluate(() => {
    const field = document.querySelector('input[type="search"]');
    field.value = "";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  await page.waitForTimeout(500);
  return times;
}

/** Scrolls through the list with the wheel for some seconds and counts the frames that did not come. */
async function scrolled(page) {
  await page.getByRole("listbox", { name: "Feedback" }).hover();
  const counted = page.evaluate(
    () =>
      new Promise((done) => {
        const times = [];
        const tick = (now) => {
          times.push(now);
          if (now - times[0] < 6000) requestAnimationFrame(tick);
          else done(times);
        };
        requestAnimationFrame(tick);
      }),
  );
  const ends = Date.now() + 6000;
  while (Date.now() < ends) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(16);
  }
  const times = await counted;
  const gaps = times.slice(1).map((now, at) => now - times[at]);
  const frame = median(gaps);
  const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / frame) - 1), 0);
  return { frames: gaps.length + dropped, dropped };
}

/** Milliseconds from doing something until the message about it is painted. */
async function seen(page, act, words) {
  // The page watches before anything is done.
  const painted = await page.evaluateHandle((text) => {
    let started;
    for (const type of ["keydown", "click"]) window.addEventListener(type, () => (started ??= performance.now()), { once: true, capture: true });
    const painted = new Promise((done) => {
      const watch = new MutationObserver(() => {
        if (![...document.querySelectorAll('[role="status"]')].some((one) => one.textContent.includes(text))) return;
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
      });
      watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    return { painted };
  }, words);
  await act();
  return painted.evaluate(({ painted }) => painted);
}

/** Peak resident megabytes of a process. */
function peak(pid) {
  return Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmHWM:\s+(\d+)/)[1]) / 1000;
}

/** Resident megabytes of the process that draws the page: the largest renderer of this browser. */
async function pageMemory(page) {
  const session = await page.context().browser().newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  const rss = renderers.map((id) => Number(execFileSync("ps", ["-o", "rss=", "-p", String(id)], { encoding: "utf8" })) / 1000);
  return Math.max(...rss);
}

function median(values) {
  return quantile(values, 0.5);
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}
