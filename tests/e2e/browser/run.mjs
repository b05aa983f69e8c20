// Runs the browser tests against a real `assay serve`. Makes the demo project once; each test
// works on a copy of its own. ASSAY_BIN names the program; the debug build is used without it.
//
//   npm run e2e                 all of them
//   npm run e2e -- themes       those whose file name contains “themes”

import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";

const here = import.meta.dirname;
const assay = resolve(process.env.ASSAY_BIN ?? join(here, "../../../target/debug/assay"));
if (!existsSync(assay)) {
  console.error(`There is no program at ${assay}. Build it (cargo build -p assay-cli) or set ASSAY_BIN.`);
  process.exit(1);
}

const wanted = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith(".test.mjs"))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort()
  .map((name) => join(here, name));

const folder = mkdtempSync(join(tmpdir(), "assay-e2e-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
process.env.ASSAY_BIN = assay;
process.env.ASSAY_DEMO = join(folder, "demo");
execFileSync(assay, ["demo", process.env.ASSAY_DEMO], { stdio: ["ignore", "ignore", "inherit"] });

// A test that fails is tried once more, by itself, and then named: a browser on a busy machine may
// be slow to answer, but what fails twice is broken.
const { failed } = await go({ files });
if (failed.length > 0) {
  console.log(`Once more: ${failed.map(({ name }) => name).join("; ")}`);
  const { passed } = await go({
    files: [...new Set(failed.map(({ file }) => file))],
    testNamePatterns: failed.map(({ name }) => new RegExp(`^${name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`)),
  });
  for (const { name } of failed) {
    console.log(`${passed.has(name) ? "passed at the second try" : "failed twice"}: ${name}`);
    if (!passed.has(name)) process.exitCode = 1;
  }
}

/** Runs tests one after the other; gives the name and file of each that failed, and the names of those that passed. */
async function go(options) {
  const failed = [];
  const passed = new Set();
  const stream = run({ ...options, concurrency: 1 });
  stream.on("test:fail", ({ name, file }) => failed.push({ name, file }));
  stream.on("test:pass", ({ name, skip }) => skip === undefined && passed.add(name));
  const shown = stream.compose(spec);
  shown.pipe(process.stdout, { end: false });
  await once(shown, "end");
  return { failed, passed };
}
