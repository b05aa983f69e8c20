import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assay, open } from "./assay.mjs";

async function openPassages(t) {
  const window = await open(t);
  await window.go("Passages");
  const list = window.main.getByRole("listbox", { name: "Feedback" });
  await list.getByRole("option").first().waitFor();
  return { window, list, search: window.main.getByRole("searchbox", { name: "Search the feedback" }) };
}

test("the list is searched as one types, and hits are marked", async (t) => {
  const { window, list, search } = await openPassages(t);
  const all = assay("items", window.place.project, "--limit", "100000");
  await window.main.getByText(new RegExp(`^${all.length.toLocaleString("en")}\\sitems$`)).waitFor();

  await search.pressSequentially("invit");
  const found = assay("items", window.place.project, "--search", "invit", "--limit", "100000");
  assert.ok(found.length > 0 && found.length < all.length);
  await window.main.getByText(new RegExp(`^${found.length}\\sof`)).waitFor();
  const marks = await list.locator("mark").allInnerTexts();
  assert.ok(marks.length > 0);
  for (const mark of marks) assert.match(mark, /^invit/i);
  assert.match(window.page.url(), /search=invit/);

  await search.fill("zzzznothing");
  await window.main.getByText("Nothing matches").waitFor();
  await window.main.getByRole("button", { name: "Show all" }).last().click();
  await list.getByRole("option").first().waitFor();
});

test("a long list shows any part of it, and keeps few rows on the page", async (t) => {
  const { window, list } = await openPassages(t);
  const all = assay("items", window.place.project, "--limit", "100000");
  await list.focus();
  await list.press("End");
  await window.inspector("Passage").waitFor();
  const options = list.getByRole("option");
  assert.equal(await options.last().getAttribute("aria-posinset"), String(all.length));
  assert.ok((await options.count()) < 80, "only rows in view are on the page");
  assert.match(window.page.url(), new RegExp(`item=${all.at(-1).id}\\b`));
});

test("all items of a theme are one click away", async (t) => {
  const { window } = await openPassages(t);
  await window.go("Themes");
  const [first] = await window.names();
  await window.select(first);
  await window.inspector("Theme").getByRole("link", { name: /^all/ }).click();
  const theme = assay("themes", window.place.project).find(({ label }) => label === first);
  await window.main.getByText(new RegExp(`^${theme.items}\\sof`)).waitFor();
});

test("a theme is added and taken away by hand, and that can be undone", async (t) => {
  const { window, list } = await openPassages(t);
  const [item] = assay("items", window.place.project, "--limit", "1");
  const theme = assay("themes", window.place.project).find(({ id }) => !item.themes.some((one) => one.id === id));
  await list.getByRole("option").first().click();
  const themes = window.inspector("Passage").getByRole("list", { name: "Themes of this passage" });
  await themes.waitFor();
  await window.page.keyboard.press("t");
  await window.page.keyboard.type(theme.label);
  await window.page.keyboard.press("Enter");
  const tag = themes.getByRole("listitem").filter({ hasText: theme.label });
  await tag.getByText("by hand").waitFor();
  const now = () => assay("items", window.place.project, "--limit", "1")[0].themes.map(({ id }) => id);
  assert.ok(now().includes(theme.id));

  await window.inspector("Passage").getByRole("button", { name: `Remove ${theme.label}` }).click();
  await tag.waitFor({ state: "detached" });
  assert.ok(!now().includes(theme.id));
  await window.undo.click();
  await tag.waitFor();
  assert.ok(now().includes(theme.id));
});

test("filters are typed or clicked, taken off, and kept under a name", async (t) => {
  const { window, list, search } = await openPassages(t);
  const { page } = window;
  const tickets = (await window.call("items_search", { kind: "ticket" })).value.total;
  await search.pressSequentially("kind:ticket ");
  await window.main.getByText(new RegExp(`^${tickets.toLocaleString("en")}\\sof`)).waitFor();
  assert.equal(await search.inputValue(), "", "the filter has left the field");
  await search.press("Escape");
  await page.keyboard.press("Escape");
  await list.focus();
  await page.keyboard.press("f");
  const filters = page.getByRole("complementary", { name: "Filters" });
  await filters.getByRole("button", { name: /^negative/ }).click();
  const both = (await window.call("items_search", { kind: "ticket", sentiment: "negative" })).value.total;
  assert.ok(both < tickets);
  await window.main.getByText(new RegExp(`^${both.toLocaleString("en")}\\sof`)).waitFor();

  await window.main.getByRole("button", { name: "Saved" }).click();
  await page.getByRole("textbox", { name: "Name for this search" }).fill("Angry tickets");
  await page.keyboard.press("Enter");
  await window.said(/Saved the search/);
  await page.keyboard.press("Escape");
  await window.main.getByRole("button", { name: "Remove the filter kind: Support tickets" }).click();
  const negative = (await window.call("items_search", { sentiment: "negative" })).value.total;
  await window.main.getByText(new RegExp(`^${negative.toLocaleString("en")}\\sof`)).waitFor();
  await window.main.getByRole("button", { name: "Saved" }).click();
  await window.main.getByRole("link", { name: "Angry tickets" }).click();
  await window.main.getByText(new RegExp(`^${both.toLocaleString("en")}\\sof`)).waitFor();

  await search.fill('theme:"no such theme" ');
  await window.main.getByRole("alert").getByText(/No theme is called/).waitFor();
});

test("several passages are ticked and tagged at once, and that is one step", async (t) => {
  const { window, list } = await openPassages(t);
  const { page } = window;
  const items = assay("items", window.place.project, "--limit", "3");
  const theme = assay("themes", window.place.project).find(({ id }) =>
    items.every((item) => item.themes.every((one) => one.id !== id)),
  );
  await list.getByRole("option").first().click();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await list.getByRole("option").nth(2).click({ modifiers: ["ControlOrMeta"] });
  const ticked = page.getByRole("group", { name: "Ticked items" });
  await ticked.getByText(/^3\sitems ticked/).waitFor();
  await ticked.getByRole("combobox", { name: "Add a theme to the ticked items" }).fill(theme.label);
  await page.keyboard.press("Enter");
  await window.said(/Added .* to 3\sitems/);
  const now = () => assay("items", window.place.project, "--limit", "3").map((item) => item.themes.some(({ id }) => id === theme.id));
  assert.deepEqual(now(), [true, true, true]);
  await window.undo.click();
  await window.said(/Undone/);
  assert.deepEqual(now(), [false, false, false]);
});

test("an interview is read as a conversation, and words of it are marked by keyboard and by mouse", async (t) => {
  const { window } = await openPassages(t);
  const { page } = window;
  const [interview] = (await window.call("items_search", { kind: "interview", limit: 1 })).value.items;
  const detail = async () => (await window.call("items_show", { id: interview.id })).value;
  const theme = assay("themes", window.place.project)[0];
  await page.evaluate((id) => (location.hash = `#/passages?item=${id}`), interview.id);
  const inspector = window.inspector("Passage");
  const turn = (await detail()).turns.find(({ interviewer, start, end }) => !interviewer && end - start > 60);
  const said = interview.text.slice(turn.start, turn.end).trim();
  await inspector.getByText(said.slice(0, 40)).first().waitFor();
  assert.ok((await inspector.locator(".interviewer").count()) > 0, "the interviewer's turns are told apart");

  const reading = inspector.getByRole("group", { name: /^Text of the passage/ });
  await page.keyboard.press("w");
  for (let presses = 0; presses < 400; presses += 1) {
    await page.keyboard.press("ArrowRight");
    const place = await page.evaluate(() => {
      const selection = document.getSelection();
      return Number(selection.anchorNode.parentElement.dataset.at) + selection.anchorOffset;
    });
    if (place >= turn.start) break;
  }
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("t");
  await page.keyboard.type(theme.label);
  await page.keyboard.press("Enter");
  await window.said(/^Marked/);
  const [span] = (await detail()).spans;
  assert.equal(span.theme, theme.id);
  assert.equal(interview.text.slice(span.start, span.end).trim().split(/\s+/).length, 2);
  assert.ok(span.start >= turn.start && span.end <= turn.end);

  await reading.locator("p.words").filter({ hasText: said.slice(-30) }).last().click({ clickCount: 3 });
  await inspector.getByRole("combobox", { name: "Mark the chosen words" }).fill(theme.label);
  await page.keyboard.press("Enter");
  await inspector.getByRole("list", { name: "Marked words" }).getByRole("listitem").nth(1).waitFor();
  await inspector.getByRole("button", { name: `Remove the mark ${theme.label}` }).first().click();
  await window.said(/Took the mark/);
  assert.equal((await detail()).spans.length, 1);
});

test("an address leads to its passage, also after a reload", async (t) => {
  const { window } = await openPassages(t);
  const items = assay("items", window.place.project, "--limit", "100000");
  const far = items[Math.floor(items.length * 0.9)];
  await window.page.evaluate((id) => (location.hash = `#/passages?item=${id}`), far.id);
  const end = far.text.trim().replace(/\s+/g, " ").slice(-30).trim();
  await window.inspector("Passage").getByText(end).first().waitFor();
  await window.page.reload();
  await window.inspector("Passage").getByText(end).first().waitFor();
  assert.ok(!window.page.url().includes("token="), "the token is not in the address");
});

test("ticked passages and the quotes of a theme are copied for a slide, each with its source", async (t) => {
  const window = await open(t);
  await window.go("Passages");
  await window.main.getByRole("listbox", { name: "Feedback" }).getByRole("option").first().waitFor();
  for (let at = 0; at < 5; at += 1) {
    await window.page.keyboard.press("j");
    await window.page.keyboard.press("x");
  }
  await window.page.getByRole("group", { name: "Ticked items" }).getByText(/^5\sitems ticked/).waitFor();
  await window.page.keyboard.press("q");
  await window.said(/^Copied 5\squotes/);
  const copied = await window.page.evaluate(() => navigator.clipboard.readText());
  const quotes = copied.split("\n\n\u201c");
  assert.equal(quotes.length, 5);
  assert.match(copied, /\n\u2014 [^\n]+\.(csv|xlsx|json|md|txt|docx|srt|vtt)/);

  await window.go("Themes");
  await window.page.locator("a[data-row]").nth(1).click();
  await window.inspector("Theme").getByRole("button", { name: "Copy these quotes" }).click();
  await window.said(/^Copied 5\squotes/);
});

test("what was set aside is found, with the reason", async (t) => {
  const window = await open(t);
  await window.go("Passages");
  await window.page.keyboard.press("f");
  const group = window.page.getByRole("complementary", { name: "Filters" }).getByRole("group", { name: "Set aside" });
  const value = group.getByRole("button").first();
  await value.waitFor();
  const count = Number((await value.innerText()).match(/[\d,]+$/)[0].replace(",", ""));
  await value.click();
  await window.page.getByRole("status").getByText(new RegExp(`^${count} of`)).waitFor();
  await window.main.getByRole("listbox", { name: "Feedback" }).getByRole("option").first().click();
  const aside = window.inspector("Passage").getByRole("list", { name: "Set aside" });
  assert.match(await aside.innerText(), /It |Part of it /);
});

test("feedback is narrowed to a language, and every count of the filters is what it leads to", async (t) => {
  const window = await open(t, { empty: true });
  const file = join(window.place.folder, "reviews.csv");
  const said = [
    ["The delivery was late and nobody told me why", "Die Lieferung kam zu spät und niemand hat mir gesagt warum"],
    ["I cannot find the invoice in my account", "Ich kann die Rechnung in meinem Konto nicht finden"],
    ["The new design is lovely and easy to read", "Das neue Aussehen ist schön und leicht zu lesen"],
  ];
  const rows = Array.from({ length: 36 }, (_, at) => said[at % 3][at % 4 === 0 ? 1 : 0] + `, order ${at}`);
  writeFileSync(file, `date,review\n${rows.map((text, at) => `2026-03-${String(1 + (at % 28)).padStart(2, "0")},"${text}"`).join("\n")}\n`);
  await window.call("sources_import", { files: [{ path: file, kind: "review", map: [] }] });
  await window.call("themes_analyze", {});
  await window.page.reload();
  await window.go("Passages");
  await window.page.keyboard.press("f");
  const filters = window.page.getByRole("complementary", { name: "Filters" });
  const german = filters.getByRole("group", { name: "Language" }).getByRole("button", { name: /^German/ });
  await german.waitFor();
  const status = window.main.getByRole("status");
  const { value } = await window.call("items_facets", {});
  const count = value.languages.find(({ label }) => label === "deu").count;
  await german.click();
  await status.getByText(new RegExp(`^${count} of 36`)).waitFor();
  await window.main.getByRole("listbox", { name: "Feedback" }).getByText("Lieferung").first().waitFor();

  // The other language still says what choosing it in place of this one would show.
  const english = filters.getByRole("group", { name: "Language" }).getByRole("button", { name: /^English/ });
  const wanted = value.languages.find(({ label }) => label === "eng").count;
  await english.click();
  await status.getByText(new RegExp(`^${wanted} of 36`)).waitFor();

  // Within a theme, too: a mood is that of the passage which is about it.
  const [theme] = (await window.call("themes_list")).value;
  for (const { label, count: of } of (await window.call("items_facets", { theme: theme.id })).value.sentiments) {
    assert.equal((await window.call("items_search", { theme: theme.id, sentiment: label, limit: 1 })).value.total, of, label);
  }
});
