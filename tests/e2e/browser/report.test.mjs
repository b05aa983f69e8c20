import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { open } from "./assay.mjs";

async function openReport(t, options) {
  const window = await open(t, options);
  await window.go("Report");
  const page = window.main.getByRole("article");
  await page.getByRole("heading", { level: 1 }).waitFor();
  return { window, page };
}

test("the report is shown as it will be read, charts included", async (t) => {
  const { window, page } = await openReport(t);
  const { markdown, charts } = (await window.call("report_render", {})).value;
  assert.ok(charts.length > 0);
  const images = page.getByRole("img");
  assert.equal(await images.count(), charts.length);
  for (const image of await images.all()) {
    assert.ok(await image.evaluate((one) => one.complete && one.naturalWidth > 100), "the chart is drawn");
    assert.notEqual(await image.getAttribute("alt"), "");
  }
  const headings = await page.getByRole("heading", { level: 2 }).allInnerTexts();
  const written = [...markdown.matchAll(/^## (.*)$/gm)].map((match) => match[1]);
  assert.deepEqual(headings, written);

  await window.inspector("Contents").getByRole("button", { name: written.at(-1) }).click();
  await page.getByRole("heading", { name: written.at(-1) }).waitFor();
  assert.equal(await page.getByRole("heading", { name: written.at(-1) }).evaluate((one) => one === document.activeElement), true);
});

test("the report is saved to a path, with its charts beside it", async (t) => {
  const { window } = await openReport(t);
  await window.page.keyboard.press("Control+s");
  const path = join(window.place.folder, "findings.md");
  await window.dialog.getByLabel(/path on this computer to save to/i).fill(path);
  await window.dialog.getByRole("button", { name: "Save", exact: true }).click();
  await window.said(/Saved .*findings\.md/);
  const text = readFileSync(path, "utf8");
  assert.match(text, /^# /m);
  for (const [, , link] of text.matchAll(/!\[([^\]]*)\]\(<?([^)>]+)>?\)/g)) {
    assert.ok(existsSync(join(window.place.folder, link)), `${link} is there`);
  }
});

test("where it cannot be saved is said", async (t) => {
  const { window } = await openReport(t);
  await window.main.getByRole("button", { name: "Save…" }).click();
  await window.dialog.getByLabel(/path on this computer to save to/i).fill(join(window.place.project, "report.md"));
  await window.dialog.getByRole("button", { name: "Save", exact: true }).click();
  assert.match(await window.messages.getByRole("alert").innerText(), /demo\.assay/);
});

test("the report is downloaded as one file", async (t) => {
  const { window } = await openReport(t);
  await window.main.getByRole("button", { name: "Save…" }).click();
  const download = window.page.waitForEvent("download");
  await window.dialog.getByRole("button", { name: "Download" }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), "demo-report.zip");
  const bytes = readFileSync(await file.path());
  assert.equal(bytes.readUInt32LE(0), 0x04034b50, "a ZIP file");
  const { charts } = (await window.call("report_render", {})).value;
  assert.equal(bytes.readUInt16LE(bytes.length - 22 + 10), charts.length + 1);
});

test("the report is copied", async (t) => {
  const { window } = await openReport(t);
  await window.main.getByRole("button", { name: "Copy" }).click();
  await window.said(/Copied/);
  const copied = await window.page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, (await window.call("report_render", {})).value.markdown);
});
