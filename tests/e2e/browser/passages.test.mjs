import assert from "node:assert/strict";
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
