import assert from "node:assert/strict";
import { test } from "node:test";
import { assay, open } from "./assay.mjs";

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
