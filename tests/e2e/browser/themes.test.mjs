import assert from "node:assert/strict";
import { test } from "node:test";
import { assay, open } from "./assay.mjs";

async function openThemes(t, options) {
  const window = await open(t, options);
  await window.go("Themes");
  return { window, before: await window.names() };
}

const label = (window) => window.page.getByRole("textbox", { name: "Label of the theme" });

test("themes are listed with their numbers, the most frequent first", async (t) => {
  const { window, before } = await openThemes(t);
  const themes = assay("themes", window.place.project);
  assert.equal(before.length, themes.length);
  const most = themes.toSorted((a, b) => b.items - a.items)[0];
  const cells = await window.row(most.label).getByRole("cell").allInnerTexts();
  assert.deepEqual(cells.slice(-4, -2).map(Number), [most.items, most.customers]);

  await window.main.getByRole("button", { name: "Theme", exact: true }).click();
  const byName = await window.names();
  assert.deepEqual(byName, byName.toSorted((a, b) => a.localeCompare(b, "en")));
});

test("a theme shows its quotes, and each leads to the passage", async (t) => {
  const { window, before } = await openThemes(t);
  await window.select(before[0]);
  const inspector = window.inspector("Theme");
  const quotes = inspector.getByRole("list", { name: "Quotes" }).getByRole("listitem");
  await quotes.first().waitFor();
  const words = (await quotes.first().locator("blockquote").innerText()).trim();
  await quotes.first().getByRole("link").click();
  await window.page.getByRole("heading", { level: 1, name: "Passages" }).waitFor();
  const passage = await window.inspector("Passage").innerText();
  const start = words.split(/\s+/).slice(0, 4).join(" ");
  assert.ok(passage.replace(/\s+/g, " ").includes(start), `the passage has the quote: ${start}`);

  await window.page.goBack();
  await inspector.waitFor();
  assert.equal(await label(window).inputValue(), before[0]);
});

test("a theme is renamed, and undo and redo say what they do", async (t) => {
  const { window, before } = await openThemes(t);
  await window.select(before[0]);
  await label(window).fill("Invites that never arrive");
  await label(window).press("Enter");
  await window.row("Invites that never arrive").waitFor();
  await window.said(/Renamed to/);
  assert.match(await window.undo.getAttribute("title"), /Rename/);

  await window.page.keyboard.press("Control+z");
  await window.row(before[0]).waitFor();
  assert.deepEqual(await window.names(), before);
  await window.page.keyboard.press("Control+Shift+Z");
  await window.row("Invites that never arrive").waitFor();
  assert.ok(assay("themes", window.place.project).some((theme) => theme.label === "Invites that never arrive"));

  // Escape keeps the label, and an empty one gives the found one back.
  await label(window).fill("Not this");
  await label(window).press("Escape");
  assert.equal(await label(window).inputValue(), "Invites that never arrive");
  await label(window).fill("");
  await label(window).press("Enter");
  await window.row(before[0]).waitFor();
});

test("ticked themes are merged into the one that is chosen", async (t) => {
  const { window, before } = await openThemes(t);
  const [first, second] = before;
  await window.main.getByLabel(`Tick ${first}`).check();
  await window.main.getByLabel(`Tick ${second}`).check();
  await window.main.getByRole("button", { name: "Merge into one…" }).click();
  await window.dialog.getByRole("radio", { name: new RegExp(escape(second)) }).check();
  await window.dialog.getByRole("button", { name: "Merge", exact: true }).click();
  await window.row(first).waitFor({ state: "detached" });
  assert.equal((await window.names()).length, before.length - 1);
  assert.equal(await label(window).inputValue(), second, "the one that stays is selected");
  await window.messages.getByRole("button", { name: "Undo" }).click();
  await window.row(first).waitFor();
  assert.deepEqual(await window.names(), before);
});

test("a theme is merged into another one found by typing", async (t) => {
  const { window, before } = await openThemes(t);
  await window.select(before[1]);
  await window.inspector("Theme").getByRole("button", { name: "Merge…" }).click();
  const picker = window.dialog.getByRole("combobox", { name: "Add a theme to merge" });
  await picker.fill(before[0]);
  await picker.press("Enter");
  await window.dialog.getByRole("button", { name: "Merge", exact: true }).click();
  await window.said(/Merged/);
  await window.row(before[1]).waitFor({ state: "detached" });
});

test("a theme is split, and that is taken back", async (t) => {
  const { window, before } = await openThemes(t);
  await window.select(before[0]);
  await window.inspector("Theme").getByRole("button", { name: "Split…" }).click();
  await window.dialog.getByLabel("Number of parts").fill("2");
  await window.dialog.getByRole("button", { name: "Split", exact: true }).click();
  await window.said(/Split/);
  assert.ok(assay("themes", window.place.project).length > before.length);
  await window.undo.click();
  await window.said(/Undone/);
  assert.deepEqual(await window.names(), before);
});

test("a theme is locked and hidden", async (t) => {
  const { window, before } = await openThemes(t);
  await window.select(before[0]);
  const inspector = window.inspector("Theme");
  await inspector.getByRole("button", { name: "Lock" }).click();
  await window.row(before[0]).getByText("locked").waitFor();
  await inspector.getByRole("button", { name: "Hide" }).click();
  await window.row(before[0]).waitFor({ state: "detached" });
  await window.messages.getByRole("button", { name: "Undo" }).click();
  await window.row(before[0]).getByText("locked").waitFor();
});

test("finding themes again keeps what a person decided", async (t) => {
  const { window, before } = await openThemes(t);
  await window.select(before[0]);
  await label(window).fill("My own name");
  await label(window).press("Enter");
  await window.row("My own name").waitFor();
  await window.main.getByLabel("Granularity").fill("2");
  await window.main.getByRole("button", { name: "Find themes again" }).click();
  await window.said(/themes? from/);
  assert.ok((await window.names()).includes("My own name"));
  const { run } = (await window.call("project_info")).value;
  assert.equal(run.granularity, 2);
});

test("a number of themes can be asked for", async (t) => {
  const { window } = await openThemes(t);
  await window.main.getByRole("button", { name: "Set a number" }).click();
  await window.main.getByLabel("exactly").fill("6");
  await window.main.getByRole("button", { name: "Find themes again" }).click();
  await window.said(/6\sthemes from/);
  assert.equal((await window.names()).length, 6);
});

function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
