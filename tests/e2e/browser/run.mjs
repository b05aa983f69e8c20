// Runs the browser tests against a real `assay serve`. Makes the demo project once; each test
// works on a copy of its own. ASSAY_BIN names the program; the debug build is used without it.
//
//   npm run e2e                 all of them
//   npm run e2e -- themes       those whose file name contains “themes”

import { execFileSync } from "node:child_process";
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

run({ files, concurrency: 1 })
  .on("test:fail", () => (process.exitCode = 1))
  .compose(spec)
  .pipe(process.stdout);
