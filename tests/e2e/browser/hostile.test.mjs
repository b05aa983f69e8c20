import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { open } from "./assay.mjs";

// Markup in a survey is taken off on import unless it is written as entities, which then become signs.
const TEXTS = [
  "&lt;script&gt;document.title='owned'&lt;/script&gt; the invoice page hangs",
  "&lt;img src=x onerror=\"document.title='owned'\"&gt; the invoice page hangs",
  "[click](javascript:document.title='owned') the invoice page hangs ![x](https://example.com/spy.png)",
  "</textarea></script><svg onload=\"document.title='owned'\"> the invoice page hangs",
  "the invoice page \u202egnp.exe\u202c hangs \u2066left\u2067right",
  `the invoice page hangs ${"a".repeat(1_000_000)}`,
  "the invoice page hangs \u0007\u001b[31m\u0085 bell 🧨👩‍👩‍👧‍👦 e\u0301\u0301\u0301",
  "{{7*7}} ${7*7} #{7*7} the invoice page hangs | cell | * # > ```",
  "=HYPERLINK(\"http://example.com\") the invoice page hangs",
  "&amp;lt;script&amp;gt; &amp; the invoice page hangs",
];

// An interview is kept to the letter.
const INTERVIEW = `Interviewer: What <b>happened</b>?
Anna: <script>document.title='owned'</script> the invoice page hangs <img src=x onerror=alert(3)>
Interviewer: And then?
Anna: <svg onload=alert(4)> it hangs every day </script></article></main>
`;

test("whatever customers write stays text on every screen", async (t) => {
  const window = await open(t, { empty: true });
  const { page } = window;
  /** Nothing that was written has become a part of the page, and no word is wider than the window. */
  const harmless = async (where) => {
    const strange = await page.locator("img[onerror], svg[onload], b[onclick], iframe, body script").count();
    assert.equal(strange, 0, `${where} shows text as text`);
    const widest = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(widest <= 0, `${where}: a word without end does not push the window apart`);
    assert.doesNotMatch(await page.title(), /owned/, where);
  };
  const rows = TEXTS.flatMap((text) => [text, `${text} again`]).map(
    // One date is none, and comes to stand in the ledger.
    (text, index) => `<b>R${index}</b>,${index === 0 ? "<img src=x onerror=alert(9)>" : "2026-03-01"},"${text.replaceAll('"', '""')}"`,
  );
  const file = join(window.place.folder, "<img src=x onerror=alert(1)>.csv");
  writeFileSync(file, `respondent_id,date,"<i>What</i> nearly stopped you?"\n${rows.join("\n")}\n`);

  await window.openImport();
  await window.addPath(file);
  await window.dialog.getByRole("table").waitFor();
  await window.dialog.getByText("<i>What</i> nearly stopped you?").first().waitFor();
  await window.startImport();
  await window.outcome.getByText("<img src=x onerror=alert(1)>.csv").waitFor();
  const talk = join(window.place.folder, "<b>talk<b>.txt");
  writeFileSync(talk, INTERVIEW);
  await window.openImport();
  await window.addPath(talk);
  await window.startImport();
  await window.outcome.getByText("<b>talk<b>.txt").waitFor();

  await window.go("Themes");
  await page.keyboard.press("Control+Enter");
  await window.said(/themes? from/);
  const [first] = await window.names();
  await window.select(first);
  const label = page.getByLabel("Label of the theme");
  await label.fill("<img src=x onerror=alert(2)> \u202ebackwards");
  await label.press("Enter");
  await window.said(/Renamed to/);
  await window.main.getByRole("link", { name: /<img src=x onerror=alert\(2\)>/ }).waitFor();

  await window.go("Passages");
  await window.main.getByRole("listbox", { name: "Feedback" }).getByRole("option").first().waitFor();
  await window.main.getByText("<script>document.title='owned'</script>").first().waitFor();
  for (let index = 0; index < rows.length; index += 1) await page.keyboard.press("j");
  await page.getByRole("listbox", { name: "Feedback" }).press("End");
  await window.inspector("Passage").getByText("<svg onload=alert(4)> it hangs every day </script></article></main>").waitFor();
  await harmless("Passages");
  await page.getByPlaceholder("Search the feedback").fill("invoice hangs");
  await window.main.locator("mark").first().waitFor();
  await harmless("A search");

  await window.go("Sources");
  await window.select("<img src=x onerror=alert(1)>.csv");
  await window.inspector("Source").getByRole("list", { name: "Entries of the ledger" }).getByRole("listitem").first().waitFor();
  await harmless("The ledger");

  await window.go("Themes");
  const hostile = window.main.getByRole("link", { name: /<img src=x onerror=alert\(2\)>/ });
  await hostile.click();
  await window.inspector("Theme").getByRole("list", { name: "Quotes" }).waitFor();
  await harmless("A theme");
  await page.keyboard.press("s");
  await window.dialog.getByRole("heading", { name: "Split a theme" }).waitFor();
  await page.waitForLoadState("networkidle");
  await harmless("The preview of a split");
  await page.keyboard.press("Escape");
  await page.keyboard.press("c");
  await window.dialog.getByLabel("Passages with these words").fill("invoice");
  await window.dialog.getByRole("list", { name: "What would be in it" }).waitFor();
  await harmless("The preview of a theme");
  await page.keyboard.press("Escape");
  await page.keyboard.press("v");
  await window.mapLabels.first().waitFor();
  const spot = await window.mapPoint();
  await page.mouse.move(spot.x, spot.y);
  await window.map.locator(".card .words").waitFor();
  await harmless("A point of the map");
  await window.main.getByRole("button", { name: "Choose all in view" }).click();
  await window.inspector("Chosen passages").getByText("<script>document.title='owned'</script>").first().waitFor();
  await harmless("Chosen passages");
  await page.keyboard.press("Control+k");
  await window.dialog.getByRole("option", { name: /^Undo/ }).waitFor();
  await harmless("Commands");
  await page.keyboard.press("Escape");

  await window.go("Priorities");
  await window.names();
  await hostile.click();
  await window.inspector("Priority").getByRole("list", { name: "Quotes" }).waitFor();
  await harmless("Priorities");
  await page.keyboard.press("n");
  await window.dialog.getByLabel("What will be done").fill("<b onclick=alert(5)>Mend it</b>");
  await window.dialog.getByRole("button", { name: "Add" }).click();
  await window.go("Actions");
  await window.main.getByText("<b onclick=alert(5)>Mend it</b>").waitFor();
  await harmless("Actions");
  await window.go("Report");
  await window.main.getByRole("article").getByRole("heading", { level: 1 }).waitFor();
  await harmless("The report");

  const article = window.main.getByRole("article");
  assert.equal(await article.locator("script, iframe, svg, style").count(), 0);
  assert.equal(await article.locator('a[href^="javascript"], img[src*="example.com"]').count(), 0);
  assert.equal(await page.locator("img[onerror], svg[onload]").count(), 0);
  assert.doesNotMatch(await page.title(), /owned/);
});
