// A project of one's own, `assay serve` on it, and a browser that looks at it.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Window } from "./window.mjs";

// The window's packages are the tests' packages: one place to install them.
const require = createRequire(new URL("../../../ui/package.json", import.meta.url));
const { chromium } = require("playwright-core");
export const axeSource = require.resolve("axe-core/axe.min.js");

const { ASSAY_BIN, ASSAY_DEMO } = process.env;
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** The folder with the sample exports. */
export const samples = join(ASSAY_DEMO, "samples");

/**
 * Opens a window on a project for the length of a test: a copy of the demo, or an empty one.
 * When the test ends everything is closed, and it fails if the page complained about anything.
 */
export async function open(test, { empty = false, scheme = "light", size = { width: 1280, height: 800 } } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "assay-window-"));
  const project = join(folder, "demo.assay");
  if (!empty) copyFileSync(join(ASSAY_DEMO, "demo.assay"), project);
  else makeEmpty(project);

  const server = await serve(project, folder);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  const context = await browser.newContext({
    viewport: size,
    colorScheme: scheme,
    acceptDownloads: true,
    // A colour half way between two is nobody’s colour, yet axe would judge it.
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints = listen(page, new URL(server.address).origin);

  test.after(async () => {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
    assert.deepEqual(complaints, [], "the page complains about nothing and asks nobody else");
  });

  await page.goto(server.address);
  await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
  return new Window(page, { folder, project, address: server.address });
}

/** What the command line says about a project, as JSON. */
export function assay(...args) {
  return JSON.parse(execFileSync(ASSAY_BIN, [...args, "--json"], { encoding: "utf8" }));
}

/** Waits until a check holds; its own complaint when it does not within five seconds. */
export async function soon(check) {
  for (const end = Date.now() + 5000; ; ) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function makeEmpty(project) {
  // A project comes into being with its first import; taking that back leaves an empty one.
  execFileSync(ASSAY_BIN, ["import", project, join(samples, "reviews.csv")], { stdio: "ignore" });
  execFileSync(ASSAY_BIN, ["undo", project], { stdio: "ignore" });
}

async function serve(project, home) {
  const child = spawn(ASSAY_BIN, ["serve", project, "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
    // A home of its own, for what is put among a person’s documents.
    env: { ...process.env, HOME: home },
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const address = await new Promise((resolve, reject) => {
    createInterface(child.stdout).once("line", (line) => {
      const found = line.match(/http:\/\/\S+/);
      if (found) resolve(found[0]);
      else reject(new Error(`assay serve said: ${line}`));
    });
    child.once("exit", (code) => reject(new Error(`assay serve ended with ${code}`)));
  });
  return {
    address,
    async stop() {
      child.kill("SIGINT");
      await ended;
    },
  };
}

function listen(page, origin) {
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const address = request.url();
    if (!address.startsWith(origin) && !/^(blob|data):/.test(address)) complaints.push(`asked ${address}`);
  });
  return complaints;
}
