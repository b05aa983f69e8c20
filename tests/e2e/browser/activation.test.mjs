import assert from "node:assert/strict";
import { test } from "node:test";
import { assay, open, soon } from "./assay.mjs";

test("a rule is tried before it is used, and can be left as it was", async (t) => {
  const window = await open(t);
  await window.go("Activation");
  const form = window.main.getByRole("form", { name: "Activation rule" });
  const before = (await window.call("activation_get")).value;
  await form.getByText(new RegExp(`^${before.activated}\\scustomers`)).waitFor();
  await form.getByLabel("Times").fill("1");
  await form.getByLabel("Times").press("Tab");
  const tried = (await window.call("activation_try", { ...before.rule, times: 1, distinct_days: false, span_days: null })).value;
  assert.ok(tried.activated > before.activated);
  await form.getByText(new RegExp(`^${tried.activated.toLocaleString("en")}\\scustomers`)).waitFor();
  assert.deepEqual((await window.call("activation_get")).value.rule, before.rule);
  await form.getByRole("button", { name: "Back to the rule in use" }).click();
  await form.getByText(new RegExp(`^${before.activated}\\scustomers`)).waitFor();
  await form.getByRole("button", { name: "Use this rule" }).waitFor({ state: "detached" });

  await form.getByLabel("Times").fill("1");
  await form.getByLabel("Times").press("Tab");
  await form.getByRole("button", { name: "Use this rule" }).click();
  await window.said(/A customer is activated/);
  assert.equal((await window.call("activation_get")).value.activated, tried.activated);
  await window.undo.click();
  await form.getByText(new RegExp(`^${before.activated}\\scustomers`)).waitFor();
});

test("the metrics are those of the command line, and break down by segment", async (t) => {
  const window = await open(t);
  await window.go("Activation");
  const metrics = assay("metrics", window.place.project, "--by", "plan");
  const rate = (value) => `${(value * 100).toFixed(1)}`;
  const table = window.main.getByRole("table", { name: /^Metrics/ });
  assert.match(await table.getByRole("row", { name: /^Activation rate/ }).innerText(), new RegExp(rate(metrics.activation_rate.value)));
  const curve = (await window.call("activation_curve")).value;
  const drawn = window.main.getByRole("img", { name: /^Share of customers activated/ });
  assert.match(await drawn.locator("desc").textContent(), new RegExp(`${curve.customers.toLocaleString("en")}\\scustomers`));
  await window.main.getByLabel("Segment").selectOption("plan");
  const by = window.main.getByRole("table", { name: /Activation rate by plan/ });
  for (const group of metrics.by.groups) {
    const row = by.getByRole("row", { name: new RegExp(`^${group.value}`) });
    assert.match(await row.innerText(), new RegExp(rate(group.activation_rate.value)));
  }
});

test("the funnel, the score and the golden path are drawn with the numbers of the command line", async (t) => {
  const window = await open(t);
  await window.go("Activation");
  const metrics = assay("metrics", window.place.project);
  const funnel = window.main.getByRole("img", { name: /^Funnel/ });
  const described = await funnel.locator("desc").textContent();
  for (const { reached } of metrics.funnel.stages) assert.ok(described.includes(reached.toLocaleString("en")), described);
  assert.equal(await funnel.locator("rect").count(), metrics.funnel.stages.filter(({ of_all }) => of_all !== null).length);
  // The figure says the same as a table.
  await window.main.getByRole("figure").filter({ has: window.page.getByRole("img", { name: /^Funnel/ }) }).getByText("As a table").click();
  const stages = window.main.getByRole("table", { name: /^Customers who come to each stage/ });
  assert.match(await stages.getByRole("row", { name: /^Activation/ }).innerText(), new RegExp(metrics.funnel.stages[2].reached.toLocaleString("en")));

  const score = window.main.getByRole("table", { name: /^Customers by activation score/ });
  for (const band of metrics.activation_score) {
    const row = await score.getByRole("row", { name: new RegExp(`^${band.band}`, "i") }).innerText();
    assert.match(row, new RegExp(`${band.customers.toLocaleString("en")}[^]*${Math.round(band.lifetime_value.value)}`));
  }
  const golden = window.main.getByRole("table", { name: /^Early behaviours/ });
  const steps = await golden.getByRole("rowheader").allInnerTexts();
  assert.deepEqual(steps.map((text) => text.split(/\s/)[0]), metrics.golden_path.map(({ event }) => event));
});

test("cohorts are by month, or as long as one asks", async (t) => {
  const window = await open(t);
  await window.go("Activation");
  const table = window.main.getByRole("table", { name: /^Sign-up cohorts/ });
  const shown = () => table.getByRole("rowheader").allInnerTexts();
  const values = (length) => assay("metrics", window.place.project, "--cohorts", length).cohorts.groups.map(({ value }) => value);
  await table.waitFor();
  assert.deepEqual(await shown(), values("month"));
  await window.main.getByRole("group", { name: "Length of a cohort" }).getByRole("button", { name: "quarter" }).click();
  const quarters = values("quarter");
  await soon(async () => assert.deepEqual(await shown(), quarters));
  await window.main.getByRole("img", { name: /^Activation rate of each quarter/ }).waitFor();
});
