import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { open } from "./assay.mjs";

const SUBJECTS = ["invoice", "invitation", "calendar", "import", "template", "photo", "price", "login"];
const VERBS = ["hangs", "is lost", "arrives twice", "cannot be found", "is too slow", "looks wrong"];
const PLACES = ["on my phone", "in the office", "at the weekend", "after the update", "for the whole team"];

/** Many different comments: enough for the work to be seen and stopped. */
function comments(count) {
  const rows = Array.from({ length: count }, (_, n) => {
    const pick = (list, by) => list[Math.floor(n / by) % list.length];
    return `R${n},2026-03-01,The ${pick(SUBJECTS, 1)} ${pick(VERBS, 8)} ${pick(PLACES, 48)} with ${n} entries`;
  });
  return `respondent_id,date,comment\n${rows.join("\n")}\n`;
}

test("long work names its step and can be cancelled, and then nothing has changed", async (t) => {
  const window = await open(t, { empty: true });
  const file = join(window.place.folder, "many.csv");
  writeFileSync(file, comments(60_000));
  await window.openImport();
  await window.addPath(file);
  await window.startImport();
  await window.progress.waitFor();
  await window.progress.getByText(/Reading|Storing|Importing/).first().waitFor();
  // The window answers meanwhile.
  await window.go("Report");
  await window.progress.getByRole("button", { name: "Cancel" }).click();
  await window.said(/Cancelled\. Nothing was changed\./);
  await window.progress.waitFor({ state: "detached" });
  assert.equal((await window.call("project_info")).value.counts.items, 0);
  // The files are still chosen, to try again.
  await window.dialog.getByRole("button", { name: "Import", exact: true }).waitFor();
});
