import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assay, axeSource, open, samples } from "./assay.mjs";

const axe = readFileSync(axeSource, "utf8");

/** What axe finds on the page, in short. */
async function violations(page) {
  // Evaluated by the debugger: the page itself allows no script but its own.
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}

for (const scheme of ["light", "dark"]) {
  test(`axe finds nothing on any screen, ${scheme}`, async (t) => {
    const window = await open(t, { scheme });
    const { page } = window;
    const [theme] = assay("rank", window.place.project).themes;
    const check = async (what) => assert.deepEqual(await violations(page), [], what);

    await window.select("tickets.csv");
    await window.inspector("Source").getByRole("list", { name: "Entries of the ledger" }).waitFor();
    await check("Sources");
    await window.openImport();
    await check("Import, empty");
    await window.addPath(join(samples, "survey_onboarding.csv"));
    await window.dialog.getByRole("table").waitFor();
    await window.dialog.getByText("Names and other words as well").click();
    await check("Import, with a preview and what is replaced");
    await page.keyboard.press("Escape");

    await window.go("Passages");
    await window.main.getByRole("listbox", { name: "Feedback" }).getByRole("option").nth(1).click();
    await window.inspector("Passage").waitFor();
    await page.keyboard.press("f");
    await page.getByRole("complementary", { name: "Filters" }).getByRole("button").first().waitFor();
    await page.keyboard.press("x");
    await page.getByRole("group", { name: "Ticked items" }).waitFor();
    await check("Passages");
    await page.getByRole("button", { name: "Saved" }).click();
    await check("Saved searches");
    await page.keyboard.press("Escape");
    const [talk] = (await window.call("items_search", { kind: "interview", limit: 1 })).value.items;
    await page.evaluate((id) => (location.hash = `#/passages?item=${id}`), talk.id);
    await window.inspector("Passage").locator(".interviewer").first().waitFor();
    await check("An interview");
    await page.keyboard.press("t");
    await page.keyboard.type("e");
    await check("Passages, choosing a theme");

    await window.go("Themes");
    await window.select(theme.label);
    await window.inspector("Theme").getByRole("list", { name: "Quotes" }).waitFor();
    await check("Themes");
    await page.keyboard.press("v");
    await window.mapLabels.first().waitFor();
    await window.main.getByText("Colours, and the map as a table").click();
    await check("The map");
    await window.map.focus();
    for (const key of ["+", "+", "+"]) await page.keyboard.press(key);
    await window.map.locator("button.finer").first().waitFor();
    await check("The map, from nearer");
    await page.keyboard.press("0");
    await page.waitForFunction(() => !location.hash.includes("at="));
    await window.main.getByRole("button", { name: "Choose all in view" }).click();
    await window.inspector("Chosen passages").getByRole("listitem").first().waitFor();
    await check("The map, with passages chosen");
    await page.keyboard.press("v");
    await window.inspector("Theme").getByRole("button", { name: "Merge…" }).click();
    await check("Merge");
    await page.keyboard.press("Escape");
    await window.inspector("Theme").getByRole("button", { name: "Split…" }).click();
    await window.dialog.getByRole("list", { name: "Parts" }).waitFor();
    await check("Split");
    await page.keyboard.press("Escape");
    await page.keyboard.press("p");
    await check("Putting a theme under another");
    await page.keyboard.press("Escape");
    await page.keyboard.press("d");
    await window.dialog.getByText("It was the first one.").waitFor();
    await check("Runs");
    await page.keyboard.press("Escape");
    await page.keyboard.press("c");
    await window.dialog.getByLabel("Passages with these words").fill("invite");
    await window.dialog.getByRole("list", { name: "What would be in it" }).waitFor();
    await check("Making a theme");
    await page.keyboard.press("Escape");
    await window.inspector("Theme").getByRole("button", { name: "Lock" }).click();
    await window.said(/Locked/);
    await check("A message");

    await window.go("Priorities");
    await window.inspector("Priority").getByRole("list", { name: "Quotes" }).waitFor();
    await check("Priorities");
    await window.inspector("Priority").getByText("How sure is that?").click();
    await window.inspector("Priority").getByRole("table", { name: /^Difference in points/ }).waitFor();
    await check("How sure");
    await window.inspector("Priority").getByRole("button", { name: /^Show the .* people who raise it/ }).click();
    await window.dialog.getByRole("list", { name: "People" }).getByRole("listitem").first().waitFor();
    await check("The people behind a number");
    await page.keyboard.press("Escape");
    await window.main.getByRole("button", { name: "people × impact" }).click();
    await window.main.getByText("As a table").click();
    await window.inspector("Priority").getByLabel("Compare with").selectOption({ index: 2 });
    await check("People and impact");
    await window.main.getByRole("button", { name: /adjust for/ }).click();
    await check("What is adjusted for");
    await page.keyboard.press("Escape");
    await window.main.getByRole("button", { name: "groups side by side" }).click();
    await window.main.getByRole("table", { name: /^The two groups/ }).waitFor();
    await check("Groups side by side");

    await window.go("Activation");
    await window.main.getByRole("form", { name: "Activation rule" }).waitFor();
    await window.main.getByRole("table", { name: /Activation rate by/ }).getByRole("img").first().waitFor();
    await window.main.getByRole("table", { name: /^Sign-up cohorts/ }).waitFor();
    await window.main.getByRole("img", { name: /^Funnel/ }).waitFor();
    await check("Activation");

    await window.call("actions_add", { theme: theme.id, what: "Send it again", status: "shipped", shipped_on: "2026-05-01" });
    await page.reload();
    await window.go("Actions");
    await window.select("Send it again");
    await window.inspector("Action").getByText(/^Before and after/).waitFor();
    await check("Actions");
    await page.keyboard.press("n");
    await window.dialog.getByRole("heading", { name: "Plan an action" }).waitFor();
    await check("Planning an action");
    await page.keyboard.press("Escape");

    await window.go("Report");
    await window.main.getByRole("article").getByRole("heading", { level: 1 }).waitFor();
    await check("Report");
    await page.keyboard.press("e");
    await window.dialog.getByRole("heading", { level: 1 }).waitFor();
    await check("The template and what it gives");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+s");
    await window.dialog.locator("button:focus", { hasText: "Download" }).waitFor();
    await check("Save");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+e");
    await window.dialog.locator("button:focus", { hasText: "Download" }).waitFor();
    await check("Export");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await window.dialog.getByRole("heading", { name: "Keyboard shortcuts" }).waitFor();
    await check("Shortcuts");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await check("Commands");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+o");
    await check("Projects");
    await page.keyboard.press("Escape");

    await window.go("Themes");
    await window.finer();
    await window.said(/themes at this granularity/);
    await page.keyboard.press("d");
    await window.dialog.getByRole("heading", { name: "What it changed" }).waitFor();
    await check("What changed");
  });
}

test("axe finds nothing in an empty project", async (t) => {
  const window = await open(t, { empty: true });
  for (const screen of ["Sources", "Passages", "Themes", "Activation", "Priorities", "Actions", "Report"]) {
    await window.go(screen);
    await window.main.getByRole("button", { name: "Import…" }).waitFor();
    assert.deepEqual(await violations(window.page), [], screen);
  }
});

test("at twice the size everything can still be reached", async (t) => {
  const window = await open(t, { size: { width: 640, height: 400 } });
  for (const screen of ["Sources", "Passages", "Themes", "Activation", "Priorities", "Actions", "Report"]) {
    await window.go(screen);
    const overflow = await window.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(overflow <= 0, `${screen} is ${overflow} pixels too wide`);
    const middle = await window.main.boundingBox();
    assert.ok(middle.width > 400 && middle.height > 150, `${screen} leaves its middle ${middle.width} × ${middle.height} pixels`);
  }
});
