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

test("sections are left out and brought back, kept in the project and undone", async (t) => {
  const { window, page } = await openReport(t);
  const contents = window.inspector("Contents");
  const method = contents.getByRole("checkbox", { name: /^How to read the numbers/ });
  await method.uncheck();
  await page.getByRole("heading", { level: 2, name: "How to read the numbers" }).waitFor({ state: "detached" });
  assert.deepEqual((await window.call("report_settings")).value.left_out, ["method"]);
  await window.page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await method.isChecked(), false);
  await window.page.keyboard.press("Control+z");
  await page.getByRole("heading", { level: 2, name: "How to read the numbers" }).waitFor();
  assert.equal(await method.isChecked(), true);
});

test("two groups are set side by side", async (t) => {
  const { window, page } = await openReport(t);
  const contents = window.inspector("Contents");
  const before = await page.getByRole("heading", { level: 2 }).count();
  await contents.getByRole("combobox", { name: "Groups by" }).selectOption("plan");
  await page.getByRole("heading", { level: 2 }).nth(before).waitFor();
  const { compare } = (await window.call("report_settings")).value;
  assert.equal(await contents.getByRole("combobox", { name: "One group" }).inputValue(), compare.a);
  await contents.getByRole("combobox", { name: "One group" }).selectOption(compare.b);
  await window.page.waitForFunction(() => !document.querySelector('article[aria-busy="true"]'));
  const { compare: turned } = (await window.call("report_settings")).value;
  assert.deepEqual([turned.a, turned.b], [compare.b, compare.a], "the same group twice would be no comparison");
});

test("a template is edited beside its page; a mistake is named with its line", async (t) => {
  const { window, page } = await openReport(t);
  await window.inspector("Contents").getByRole("button", { name: "Template…" }).click();
  const text = window.dialog.getByRole("textbox", { name: /^Markdown with minijinja/ });
  await window.dialog.getByRole("status").getByText("It can be filled in.").waitFor();
  assert.ok((await text.inputValue()).includes("{% if show.summary %}"), "it begins with the built-in one");
  await text.fill("# Ours\n\n{{ project.name | no_such_filter }}\n");
  await window.dialog.getByRole("status").getByText(/line 3/).waitFor();
  const use = window.dialog.getByRole("button", { name: "Use it" });
  assert.equal(await use.isDisabled(), true);
  await text.fill("# Ours\n\n{{ project.counts.items }} pieces of feedback\n");
  await window.dialog.getByRole("group", { name: "Preview" }).getByRole("heading", { name: "Ours" }).waitFor();
  await use.click();
  await page.getByRole("heading", { level: 1, name: "Ours" }).waitFor();
  await window.page.keyboard.press("Control+z");
  await page.getByRole("heading", { level: 1, name: /What customers say/ }).waitFor();
});
