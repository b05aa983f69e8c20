import { expect, test } from "vitest";
import { bandsOf, estimate, funnelOf, goldenPathOf, groupsOf, numberAt, stayingOf, usageOf } from "../src/lib/metrics";

const rate = { value: 0.5, low: 0.4, high: 0.6, n: 100 };

test("a metric that is absent, null or of another form is no number", () => {
  expect(estimate({ rate }, "rate")).toEqual(rate);
  for (const other of [undefined, null, 3, "0.5", [rate], { value: 1 }, { ...rate, low: null }]) {
    expect(estimate({ rate: other }, "rate")).toBeUndefined();
  }
});

test("groups carry their own metrics", () => {
  const groups = groupsOf({ by: { segment: "plan", groups: [{ value: "Solo", rate }, { value: "Crew", rate }] } });
  expect(groups.map(({ value }) => value)).toEqual(["Solo", "Crew"]);
  expect(estimate(groups[0]?.metrics ?? {}, "rate")).toEqual(rate);
  expect(groupsOf({})).toEqual([]);
});

test("numbers are found by their path", () => {
  expect(numberAt({ a: { b: 3 } }, "a", "b")).toBe(3);
  expect(numberAt({ a: { b: null } }, "a", "b")).toBeUndefined();
  expect(numberAt({}, "a", "b")).toBeUndefined();
});

test("parts that the data cannot carry are empty lists", () => {
  for (const parts of [funnelOf, bandsOf, goldenPathOf, usageOf, stayingOf]) expect(parts({})).toEqual([]);
  expect(funnelOf({ funnel: { stages: [{ stage: "awareness" }, null] } }).map(({ stage }) => stage)).toEqual(["awareness"]);
  expect(groupsOf({ cohorts: { groups: [{ value: "2026-01", rate }] } }, "cohorts").map(({ value }) => value)).toEqual(["2026-01"]);
});
