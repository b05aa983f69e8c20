import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { open, soon } from "./assay.mjs";

test("a table goes to the downloads, and is what the workbench writes", async (t) => {
  const window = await open(t);
  await window.go("Themes");
  await window.main.getByRole("button", { name: "Export…" }).click();
  await window.dialog.getByLabel("Themes with their counts").waitFor();
  const { value } = await window.call("exports_save", { path: "themes.json", what: "themes", dry_run: true });
  const holds = window.dialog.getByRole("region", { name: "What the file holds" });
  await holds.getByText(`CSV: ${value.rows} rows.`).waitFor();
  await window.dialog.getByLabel("JSON").check();
  await holds.getByText(`JSON: ${value.rows} rows.`).waitFor();
  const coming = window.page.waitForEvent("download");
  await window.dialog.getByRole("button", { name: "Download" }).click();
  const download = await coming;
  assert.equal(download.suggestedFilename(), "demo-themes.json");
  const themes = JSON.parse(readFileSync(await download.path(), "utf8"));
  assert.equal(themes.length, value.rows);
  await window.said("is in your downloads");
});

test("what a format cannot hold is said before it is written, and the file is saved where one says", async (t) => {
  const window = await open(t);
  await window.page.keyboard.press("Control+e");
  await window.dialog.getByLabel("Texts, codes and codings").check();
  const path = join(window.place.folder, "all.qdpx");
  const { value } = await window.call("exports_save", { path, dry_run: true });
  assert.ok(value.notes.length > 0);
  const notes = window.dialog.getByRole("region", { name: "What the file holds" }).getByRole("listitem");
  await soon(async () => assert.deepEqual(await notes.allInnerTexts(), value.notes));
  assert.ok(!existsSync(path), "nothing is written before it is asked for");
  await window.dialog.getByLabel("Or a path on this computer to save to").fill(path);
  await window.dialog.getByRole("button", { name: "Save", exact: true }).click();
  await window.said(/^Wrote/);
  assert.equal(readFileSync(path).subarray(0, 2).toString(), "PK");
});
