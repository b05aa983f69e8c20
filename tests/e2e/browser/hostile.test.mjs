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
  `the invoice page hangs ${"a".repeat(100_000)}`,
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
  const rows = TEXTS.flatMap((text) => [text, `${text} again`]).map(
    (text, index) => `<b>R${index}</b>,2026-03-01,"${text.replaceAll('"', '""')}"`,
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
  const widest = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(widest <= 0, "a word without end does not push the window apart");

  await window.go("Priorities");
  await window.names();
  await window.go("Report");
  await window.main.getByRole("article").getByRole("heading", { level: 1 }).waitFor();

  const article = window.main.getByRole("article");
  assert.equal(await article.locator("script, iframe, svg, style").count(), 0);
  assert.equal(await article.locator('a[href^="javascript"], img[src*="example.com"]').count(), 0);
  assert.equal(await page.locator("img[onerror], svg[onload]").count(), 0);
  assert.doesNotMatch(await page.title(), /owned/);
});
