import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { assay, open, samples, soon } from "./assay.mjs";

test("the ranking shows every theme with its interval, as the command line has it", async (t) => {
  const window = await open(t);
  await window.go("Priorities");
  const names = await window.names();
  const ranking = assay("rank", window.place.project);
  assert.deepEqual(names, ranking.themes.map(({ label }) => label));

  const first = ranking.themes[0];
  assert.equal(first.verdict, "lower");
  const row = window.row(first.label);
  const chart = row.getByRole("img");
  const points = Math.round(first.difference * 100);
  assert.match(await chart.locator("desc").textContent(), new RegExp(`^−${Math.abs(points)} points, 95 % interval`));
  assert.match(await row.innerText(), new RegExp(`−${Math.abs(points)}\\b`));
  assert.match(await row.innerText(), /lower/);
  const people = `${ranking.respondents.toLocaleString("en")}\\srespondents of ${ranking.eligible.toLocaleString("en")}`;
  await window.main.getByText(new RegExp(people)).waitFor();
});

test("a theme opens to its numbers, its reason and its quotes", async (t) => {
  const window = await open(t);
  await window.go("Priorities");
  const [first] = assay("rank", window.place.project).themes;
  await window.select(first.label);
  const inspector = window.inspector("Priority");
  await inspector.getByText("Linked to lower activation", { exact: false }).first().waitFor();
  const cells = await inspector.getByRole("row", { name: /^raise it/ }).getByRole("cell").allInnerTexts();
  assert.deepEqual(cells.slice(0, 2).map(Number), [first.mentioned.n, first.mentioned.activated]);
  await inspector.getByText(first.reason).waitFor();
  await inspector.getByRole("list", { name: "Quotes" }).getByRole("listitem").first().waitFor();
  assert.match(await inspector.innerText(), /does not mean “causes”/);

  // The selection travels to the next screen and back.
  await window.go("Themes");
  assert.equal(await window.page.getByLabel("Label of the theme").inputValue(), first.label);
});

test("the order and the verdicts shown can be chosen", async (t) => {
  const window = await open(t);
  await window.go("Priorities");
  await window.names();
  await window.main.getByLabel("rank by").selectOption("frequency");
  const byFrequency = assay("rank", window.place.project, "--by", "frequency");
  await window.page.waitForFunction(
    (label) => document.querySelector("a[data-row]")?.textContent === label,
    byFrequency.themes[0].label,
  );
  assert.deepEqual(await window.names(), byFrequency.themes.map(({ label }) => label));
  const higher = byFrequency.themes.filter(({ verdict }) => verdict === "higher");
  await window.main.getByRole("button", { name: /^higher/ }).click();
  assert.deepEqual(await window.names(), higher.map(({ label }) => label));
});

test("what is adjusted for is changed, shown and taken back", async (t) => {
  const window = await open(t);
  await window.go("Priorities");
  await window.names();
  const before = assay("rank", window.place.project).strata;
  await window.main.getByRole("button", { name: /adjust for/ }).click();
  const channel = window.main.getByRole("group", { name: "Adjust for" }).getByLabel("channel");
  await channel.setChecked(!before.includes("channel"));
  await window.said(/The ranking adjusts for/);
  assert.notDeepEqual(assay("rank", window.place.project).strata, before);
  await window.messages.getByRole("button", { name: "Undo" }).click();
  await window.said(/Undone/);
  assert.deepEqual(assay("rank", window.place.project).strata, before);
});

test("without a rule the screen leads to setting one, and counts as the blanks are filled", async (t) => {
  const window = await open(t, { empty: true });
  await window.openImport();
  for (const name of ["customers.csv", "events.csv", "tickets.csv"]) await window.addPath(join(samples, name));
  await window.startImport();
  await window.outcome.waitFor();
  await window.go("Themes");
  await window.main.getByRole("button", { name: "Find themes", exact: true }).first().click();
  await window.said(/themes? from/);

  await window.go("Priorities");
  await window.names();
  assert.equal(await window.main.getByRole("columnheader", { name: "Points" }).count(), 0);
  await window.main.getByRole("link", { name: "Set the rule" }).click();
  await window.page.getByRole("heading", { level: 1, name: "Activation" }).waitFor();
  const rule = window.main.getByRole("form", { name: "Activation rule" });
  await rule.getByLabel("Event").selectOption("created_project");
  await rule.getByText(/whose time is over/).waitFor();
  assert.equal((await window.call("activation_get")).value.rule, null, "trying a rule sets nothing");
  await rule.getByLabel("Times").fill("3");
  await rule.getByLabel("Times").press("Tab");
  await rule.getByLabel("on different days").check();
  await rule.getByRole("button", { name: "Use this rule" }).click();
  const wanted = () => window.call("activation_get").then(({ value }) => value);
  await soon(async () => {
    const { rule: set } = await wanted();
    assert.deepEqual([set?.event, set?.times, set?.distinct_days, set?.within_days], ["created_project", 3, true, 14]);
  });
  const { activated, eligible } = await wanted();
  await rule.getByText(new RegExp(`^${activated.toLocaleString("en")}\\scustomers`)).waitFor();
  assert.match(await rule.innerText(), new RegExp(eligible.toLocaleString("en")));
  await window.go("Priorities");
  await window.main.getByRole("columnheader", { name: "Points" }).waitFor();
  await window.main.getByRole("link", { name: "Change the rule" }).waitFor();
});

test("the chart of people and impact opens a theme, which is set beside another", async (t) => {
  const window = await open(t);
  await window.go("Priorities");
  await window.names();
  const ranking = assay("rank", window.place.project);
  const [first, second] = ranking.themes;
  await window.main.getByRole("button", { name: "people × impact" }).click();
  const chart = window.main.getByRole("group", { name: /People who raise a theme/ });
  const drawn = ranking.themes.filter(({ verdict }) => verdict !== "not_enough_data");
  assert.equal(await chart.getByRole("link").count(), drawn.length);
  await window.main.getByText("As a table").click();
  const rows = window.main.getByRole("table", { name: /People who raise a theme/ }).getByRole("row");
  assert.equal(await rows.count(), drawn.length + 1);
  assert.match(await rows.nth(1).innerText(), new RegExp(`${drawn[0].label}\\s+${drawn[0].customers}\\s`));
  await chart.getByRole("link", { name: new RegExp(`^${first.label}:`) }).focus();
  await window.page.keyboard.press("Enter");
  const inspector = window.inspector("Priority");
  await inspector.getByLabel("Compare with").selectOption({ label: second.label });
  const both = inspector.getByRole("table", { name: "The two themes side by side" });
  const people = await both.getByRole("row", { name: /^People/ }).getByRole("cell").allInnerTexts();
  assert.deepEqual(people.map(Number), [first.customers, second.customers]);
});

test("how sure a link is can be asked in other ways, and each count opens to its people", async (t) => {
  const window = await open(t);
  await window.go("Priorities");
  await window.names();
  const [first] = assay("rank", window.place.project).themes;
  await window.select(first.label);
  const inspector = window.inspector("Priority");
  await inspector.getByText("How sure is that?").click();
  const panel = (await window.call("priorities_sensitivity", { theme: first.id, outcome: null, strata: null })).value;
  await inspector.getByText(panel.summary).waitFor();
  const ways = inspector.getByRole("table", { name: /^Difference in points/ }).getByRole("rowheader");
  assert.deepEqual((await ways.allInnerTexts()).slice(1), panel.ways.map(({ title }) => title));

  await inspector.getByRole("button", { name: `Show the ${first.mentioned.n} people who raise it` }).click();
  await window.dialog.getByText(`${first.mentioned.n} in all.`).waitFor();
  const people = window.dialog.getByRole("list", { name: "People" }).getByRole("listitem");
  const shown = (await window.call("priorities_people", { theme: first.id, mentioned: true, activated: null, outcome: null, strata: null, limit: 50 })).value;
  assert.equal(shown.total, first.mentioned.n);
  assert.equal(await people.count(), shown.people.length);
  await people.first().getByRole("link").first().click();
  await window.page.getByRole("heading", { level: 1, name: "Passages" }).waitFor();
  await window.main.getByRole("button", { name: `Remove the filter person: ${shown.people[0].person}` }).waitFor();
});

test("themes are linked with churn or with ratings as well, in the words of each", async (t) => {
  const window = await open(t);
  await window.go("Priorities");
  await window.names();
  for (const [outcome, noun] of [["churned", "churn"], ["rating", "ratings"]]) {
    const ranking = assay("rank", window.place.project, "--outcome", outcome);
    await window.main.getByLabel("links with").selectOption(outcome);
    await window.main.getByRole("columnheader", { name: `Link to ${noun}` }).waitFor();
    await soon(async () => assert.deepEqual(await window.names(), ranking.themes.map(({ label }) => label)));
    await window.main.getByText(new RegExp(`^${ranking.respondents.toLocaleString("en")}\\srespondents`)).waitFor();
  }
  const [first] = assay("rank", window.place.project, "--outcome", "rating").themes;
  await window.select(first.label);
  const inspector = window.inspector("Priority");
  await inspector.getByText("Linked to lower ratings", { exact: false }).first().waitFor();
  const means = await inspector.getByRole("row", { name: /^raise it/ }).getByRole("cell").allInnerTexts();
  assert.deepEqual(means, [String(first.mentioned.n), first.mean_mentioned.toFixed(2)]);
});

test("two groups of people are set side by side, and each opens to what it said", async (t) => {
  const window = await open(t);
  await window.go("Priorities");
  await window.names();
  await window.main.getByRole("button", { name: "groups side by side" }).click();
  await window.main.getByLabel("Segment", { exact: true }).selectOption("plan");
  await window.main.getByLabel("One group", { exact: true }).selectOption("Crew");
  await window.main.getByLabel("The other group").selectOption("Solo");
  const { a, b, themes } = (await window.call("segments_compare", { segment: "plan", a: "Crew", b: "Solo" })).value;
  const groups = window.main.getByRole("table", { name: /^The two groups/ });
  await soon(async () => assert.deepEqual((await groups.getByRole("rowheader").allInnerTexts()).slice(0, 2), [a.value, b.value]));
  assert.match(await groups.getByRole("row", { name: /^Crew/ }).innerText(), new RegExp(`^Crew\\s+${a.people}`));
  assert.deepEqual(await window.names(), themes.map(({ label }) => label));
  await groups.getByRole("row", { name: /^Crew/ }).getByRole("link").click();
  await window.page.getByRole("heading", { level: 1, name: "Passages" }).waitFor();
  await window.main.getByRole("button", { name: "Remove the filter plan: Crew" }).waitFor();
});
