import assert from "node:assert/strict";
import { test } from "node:test";
import { assay, open } from "./assay.mjs";

/** Beyond this people notice that something moved (the limit of “good” for cumulative layout shift is 0.1). */
const MOST = 0.05;

test("nothing jumps while a screen is being read", async (t) => {
  const window = await open(t);
  const [theme] = assay("rank", window.place.project).themes;
  const [item] = assay("items", window.place.project, "--limit", "1");
  const addresses = {
    sources: "sources?source=3",
    passages: `passages?item=${item.id}`,
    themes: `themes?theme=${theme.id}`,
    "the map": `themes?view=map&theme=${theme.id}`,
    activation: "activation",
    priorities: `priorities?theme=${theme.id}`,
    "people and impact": "priorities?view=chart",
    "groups side by side": "priorities?view=segments",
    actions: "actions",
    report: "report",
  };
  await window.page.context().addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      const name = ({ node }) => (node?.parentElement ?? node)?.outerHTML?.slice(0, 80);
      for (const entry of list.getEntries()) shifts.push({ value: entry.value, what: entry.sources.map(name) });
    }).observe({ type: "layout-shift", buffered: true });
  });
  for (const [what, address] of Object.entries(addresses)) {
    const page = await window.page.context().newPage();
    await page.goto(`${window.place.address}#/${address}`);
    await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
    // A frame after the last answer all of it has been drawn, and what moved has been counted.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    const shifts = await page.evaluate(() => shifts);
    const sum = shifts.reduce((all, { value }) => all + value, 0);
    assert.ok(sum < MOST, `${what} moves by ${sum.toFixed(3)}: ${JSON.stringify(shifts)}`);
    await page.close();
  }
});
