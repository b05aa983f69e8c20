import { expect, test } from "vitest";
import type { ActivationOptions, ActivationRequest } from "../src/backend/bindings";
import { draftOf, requestOf, sameRule } from "../src/screens/activation/rule";

const OPTIONS: ActivationOptions = {
  columns: ["activated"],
  events: [{ label: "created_project", count: 10 }],
  segments: ["plan"],
};
const RULE: ActivationRequest = {
  column: null,
  event: "created_project",
  times: 3,
  distinct_days: true,
  span_days: 7,
  within_days: 14,
  as_of: "2026-07-01",
  strata: ["plan"],
};

test("a rule survives the form", () => {
  expect(requestOf(draftOf(RULE, OPTIONS), RULE)).toEqual(RULE);
  const column = { ...RULE, column: "activated", event: null, times: null, distinct_days: false, span_days: null };
  expect(requestOf(draftOf(column, OPTIONS), column)).toEqual(column);
});

test("a sentence with empty blanks asks for nothing", () => {
  const draft = draftOf(null, OPTIONS);
  expect(draft.by).toBe("event");
  expect(requestOf(draft, null)).toBeNull();
  expect(requestOf({ ...draft, event: "created_project", times: null }, null)).toBeNull();
  expect(requestOf({ ...draft, event: "created_project", within: 0.5 }, null)).toBeNull();
  expect(requestOf({ ...draft, event: "created_project" }, null)).toMatchObject({ times: 1, within_days: 14 });
  expect(requestOf({ ...draft, by: "column" }, null)).toBeNull();
});

test("without events the customer file is asked", () => {
  expect(draftOf(null, { ...OPTIONS, events: [] }).by).toBe("column");
});

test("an empty window is unlimited", () => {
  expect(requestOf({ ...draftOf(RULE, OPTIONS), within: null, span: null }, RULE)).toMatchObject({
    within_days: null,
    span_days: null,
  });
});

test("a rule is the same when it makes the same customers activated", () => {
  expect(sameRule({ ...RULE, strata: [] }, RULE)).toBe(true);
  expect(sameRule({ ...RULE, times: 2 }, RULE)).toBe(false);
  expect(sameRule(RULE, null)).toBe(false);
  const once = { ...RULE, times: 1 };
  expect(sameRule({ ...once, span_days: null, distinct_days: false }, once), "days mean nothing for one occasion").toBe(true);
});
