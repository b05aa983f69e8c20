import assert from "node:assert/strict";
import { test } from "node:test";
import { assay, open, soon } from "./assay.mjs";

async function openThemes(t, options) {
  const window = await open(t, options);
  await window.go("Themes");
  return { window, before: await names(window) };
}

/** The names of the themes in the list, the groups they stand under left out. */
async function names(window) {
  const shown = await window.names();
  const listed = (await window.call("themes_list")).value;
  return shown.filter((name) => !listed.some(({ label, group }) => group && label === name));
}

const label = (window) => window.page.getByRole("textbox", { name: "Label of the theme" });

test("themes are listed with their numbers, the most frequent first", async (t) => {
  const { window, before } = await openThemes(t);
  const themes = (await window.call("themes_list")).value.filter(({ group }) => !group);
  assert.equal(before.length, themes.length);
  const most = themes.toSorted((a, b) => b.items - a.items)[0];
  const cells = await window.row(most.label).getByRole("cell").allInnerTexts();
  assert.deepEqual(cells.slice(-4, -2).map(Number), [most.items, most.customers]);

  await window.main.getByRole("button", { name: "Theme", exact: true }).click();
  const byName = await names(window);
  // Each under its group: within one, in order.
  const parents = new Map(themes.map(({ label, parent }) => [label, parent]));
  for (const parent of new Set(parents.values())) {
    const together = byName.filter((name) => parents.get(name) === parent);
    assert.deepEqual(together, together.toSorted((a, b) => a.localeCompare(b, "en")));
  }
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
  await soon(async () => assert.deepEqual(await names(window), before));
  await window.page.keyboard.press("Control+Shift+Z");
  await window.row("Invites that never arrive").waitFor();
  assert.ok(assay("themes", window.place.project).some((theme) => theme.label === "Invites that never arrive"));

  // Escape keeps the label, and an empty one gives the found one back.
  await soon(async () => assert.equal(await label(window).inputValue(), "Invites that never arrive"));
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
  await soon(async () => assert.equal((await names(window)).length, before.length - 1));
  assert.equal(await label(window).inputValue(), second, "the one that stays is selected");
  await window.messages.getByRole("button", { name: "Undo" }).click();
  await window.row(first).waitFor();
  await soon(async () => assert.deepEqual(await names(window), before));
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
  const { id } = assay("themes", window.place.project).find(({ label }) => label === before[0]);
  const { parts } = (await window.call("themes_split_preview", { id, parts: 2 })).value;
  const previewed = window.dialog.getByRole("list", { name: "Parts" }).locator("> li");
  await previewed.nth(1).waitFor();
  assert.equal(await previewed.count(), parts.length);
  await window.dialog.getByRole("button", { name: "Split", exact: true }).click();
  await window.said(/Split/);
  const now = assay("themes", window.place.project);
  assert.ok(now.length > before.length);
  const { label: part } = now.find(({ label }) => !before.includes(label));
  await window.row(part).waitFor();
  await window.undo.click();
  await window.said(/Undone/);
  await window.row(part).waitFor({ state: "detached" });
  await soon(async () => assert.deepEqual(await names(window), before));
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
  const { levels, current } = (await window.call("themes_levels")).value;
  const finest = levels.at(-1).level;
  assert.notEqual(current, finest);
  await window.main.getByLabel("Granularity").fill(String(finest));
  await window.said(/themes? at this granularity/);
  assert.equal((await window.call("themes_levels")).value.current, finest);
  await window.row("My own name").waitFor();
  await window.main.getByRole("button", { name: "Find themes again" }).click();
  await window.said(/themes? from/);
  // It may stand for its parts now; its name is there.
  await window.row("My own name").waitFor();
});

test("the themes of another granularity come and go with a key, and what changed is told", async (t) => {
  const { window, before } = await openThemes(t);
  const { page } = window;
  const { current } = (await window.call("themes_levels")).value;
  await window.finer();
  await window.said(/at this granularity/);
  assert.equal((await window.call("themes_levels")).value.current, current + 1);
  await page.keyboard.press("d");
  const diff = (await window.call("runs_list")).value;
  assert.equal(diff.length, 2);
  await window.dialog.getByText(/under another theme than before/).waitFor();
  await window.dialog.getByLabel("Run").selectOption(String(diff.find(({ current }) => !current).id));
  await window.dialog.getByRole("button", { name: "Show this run again" }).click();
  await window.said(/Shown is the run/);
  await page.keyboard.press("Escape");
  await soon(async () => assert.deepEqual(await names(window), before));
});

test("a theme is dragged onto another, and the one question is answered", async (t) => {
  const { window, before } = await openThemes(t);
  const [first, second, third] = before;
  await window.main.getByRole("link", { name: second, exact: true }).dragTo(window.row(first));
  await window.dialog.getByRole("button", { name: "Merge them into one theme" }).click();
  await window.said(/Merged/);
  await window.row(second).waitFor({ state: "detached" });
  await window.undo.click();
  await window.row(second).waitFor();

  const listed = async () => (await window.call("themes_list")).value;
  const above = (await listed()).find(({ label, parent, group }) => parent === null && !group && label !== third);
  await window.main.getByRole("link", { name: third, exact: true }).dragTo(window.row(above.label));
  await window.dialog.getByRole("button", { name: "Put the first under the second" }).click();
  await window.said(/^Put/);
  assert.equal((await listed()).find(({ label }) => label === third).parent, above.id);
});

test("a theme is put under a new group by keyboard", async (t) => {
  const { window, before } = await openThemes(t);
  await window.select(before[2]);
  await window.page.keyboard.press("p");
  await window.dialog.getByLabel("Name of a new group").fill("Getting started");
  await window.page.keyboard.press("Enter");
  await window.row("Getting started").waitFor();
  const themes = (await window.call("themes_list")).value;
  const group = themes.find(({ label }) => label === "Getting started");
  assert.ok(group.group);
  assert.equal(themes.find(({ label }) => label === before[2]).parent, group.id);
});

test("a theme is made of words, with a preview of what would be in it", async (t) => {
  const { window } = await openThemes(t);
  await window.page.keyboard.press("c");
  await window.dialog.getByLabel("Passages with these words").fill("invite");
  const preview = (await window.call("themes_create_preview", { search: "invite" })).value.theme;
  await window.dialog.getByRole("list", { name: "What would be in it" }).getByText(new RegExp(`^${preview.passages}\\spassages`)).waitFor();
  await window.dialog.getByLabel("Its name").fill("Everything about invites");
  await window.dialog.getByRole("button", { name: "Make the theme" }).click();
  await window.row("Everything about invites").waitFor();
  const made = (await window.call("themes_list")).value.find(({ label }) => label === "Everything about invites");
  assert.equal(made.passages, preview.passages);
  await window.undo.click();
  await window.row("Everything about invites").waitFor({ state: "detached" });
});

test("a hidden theme is found again, and a keyword is struck out", async (t) => {
  const { window, before } = await openThemes(t);
  await window.select(before[0]);
  const inspector = window.inspector("Theme");
  const keywords = inspector.getByRole("list", { name: "Keywords" }).getByRole("listitem");
  await keywords.first().waitFor();
  const count = await keywords.count();
  await keywords.first().getByRole("button").click();
  await window.said(/Struck/);
  assert.ok((await keywords.count()) <= count);
  await inspector.getByRole("button", { name: "Hide" }).click();
  await window.row(before[0]).waitFor({ state: "detached" });
  await window.main.getByRole("button", { name: /^Hidden/ }).click();
  await window.main.getByRole("button", { name: `Show ${before[0]} again` }).click();
  await window.row(before[0]).waitFor();
});

test("the trend and what may help stand beside a theme, and a suggestion becomes an action", async (t) => {
  const { window } = await openThemes(t);
  const suggested = (await window.call("suggestions_list")).value.find(({ suggestions }) => suggestions.length > 0);
  const [suggestion] = suggested.suggestions;
  await window.select(suggested.label);
  const inspector = window.inspector("Theme");
  const trend = (await window.call("themes_trend", { id: suggested.theme, unit: null, split: null })).value;
  await inspector.locator("p.sentence").getByText(trend.change.sentence).waitFor();
  assert.ok((await inspector.getByRole("img", { name: /^Share of people who raise it/ }).count()) === 1);
  const item = inspector.getByRole("list", { name: "Suggestions" }).getByRole("listitem").filter({ hasText: suggestion.about }).first();
  await item.getByRole("button", { name: "Make it an action…" }).click();
  assert.equal(await window.dialog.getByLabel("What will be done").inputValue(), suggestion.action);
  await window.dialog.getByRole("button", { name: "Add", exact: true }).click();
  await item.getByText("An action was made of it.").waitFor();
  await item.getByRole("button", { name: "Dismiss" }).click();
  await window.said(/not shown again/);
});

test("a number of themes can be asked for", async (t) => {
  const { window } = await openThemes(t);
  await window.main.getByRole("button", { name: "Set a number" }).click();
  await window.main.getByLabel("exactly").fill("6");
  await window.main.getByRole("button", { name: "Find themes again" }).click();
  await window.said(/6\sthemes from/);
  assert.equal((await names(window)).length, 6);
});

function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

test("a theme goes up among its brothers by a key, and above another by a drop", async (t) => {
  const { window } = await openThemes(t);
  const listed = (await window.call("themes_list")).value;
  const brothers = (parent) => listed.filter((theme) => !theme.group && theme.parent === parent);
  const parent = listed.map((theme) => theme.parent).find((one) => brothers(one).length > 2);
  const order = async () =>
    (await window.call("themes_list")).value.filter((theme) => !theme.group && theme.parent === parent).map(({ label }) => label);
  const before = await order();
  await window.select(before[1]);
  await window.inspector("Theme").waitFor();
  await window.page.keyboard.press("Shift+ArrowUp");
  await window.said(/Moved/);
  assert.deepEqual(await order(), [before[1], before[0], ...before.slice(2)]);
  await window.page.keyboard.press("Control+z");
  await window.said(/Undone/);
  assert.deepEqual(await order(), before);
  // What is to be dragged has come to rest.
  await window.page.waitForFunction(
    ([first, second]) => {
      const rows = [...document.querySelectorAll("a[data-row]")].map((row) => row.textContent.trim());
      return rows.indexOf(first) < rows.indexOf(second);
    },
    before.slice(0, 2),
  );

  await window.row(before[2]).getByRole("link").hover();
  await window.page.mouse.down();
  await window.row(before[0]).getByRole("link").hover();
  await window.row(before[0]).getByRole("link").hover({ position: { x: 5, y: 5 } });
  await window.page.mouse.up();
  await window.dialog.getByRole("button", { name: "Move the first above the second" }).click();
  await window.said(new RegExp(`Moved .*${escape(before[2])}`));
  assert.deepEqual(await order(), [before[2], before[0], before[1], ...before.slice(3)]);
});

test("a theme says how it feels, who raises it and what is like it, and each leads on", async (t) => {
  const { window, before } = await openThemes(t);
  await window.select(before[0]);
  const inspector = window.inspector("Theme");
  const { id } = (await window.call("themes_list")).value.find(({ label }) => label === before[0]);
  const shares = (await window.call("segments_of_theme", { id })).value;
  const people = ({ groups }) => groups.reduce((sum, { people }) => sum + people, 0);
  const [shown] = shares.filter(({ segment }) => segment !== "kind").sort((a, b) => people(b) - people(a));
  const table = inspector.getByRole("table", { name: /^Share of the people of each group/ });
  await table.waitFor();
  assert.equal(await table.getByRole("rowheader").count(), Math.min(8, shown.groups.length));
  const detail = (await window.call("themes_show", { id })).value;
  const like = inspector.getByRole("list", { name: "Themes most like it" }).getByRole("listitem");
  assert.equal(await like.count(), detail.similar.length);
  const negative = inspector.getByRole("link", { name: /^negative/ });
  const said = await negative.innerText();
  await negative.click();
  await window.page.getByRole("heading", { level: 1, name: "Passages" }).waitFor();
  const { total } = (await window.call("items_search", { theme: id, sentiment: "negative", limit: 1 })).value;
  assert.equal(Number(said.match(/\d+/)[0]), total);
});
