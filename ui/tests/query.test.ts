import { expect, test } from "vitest";
import { chipsOf, filterParams, queryOf, typedQuery, type Known } from "../src/screens/passages/query";

const known: Known = {
  themes: [
    { id: 3, label: "Slow on large files" },
    { id: 4, label: "Invites" },
  ],
  sources: [{ id: 9, label: "tickets.csv" }],
  segments: ["plan", "Company size"],
};

test("filters written among words become parameters, words stay words", () => {
  const typed = typedQuery('invite theme:"Slow on large files" plan:team before:2025-06 e-mail', known, false);
  expect(typed.words).toBe("invite e-mail");
  expect(typed.params).toEqual({ theme: "3", "in.plan": "team", before: "2025-06" });
  expect(typed.problem).toBeUndefined();
});

test("a filter being written is left alone until it ends", () => {
  expect(typedQuery("plan:te", known, false)).toMatchObject({ words: "plan:te", params: {} });
  expect(typedQuery("plan:te", known, true)).toMatchObject({ words: "", params: { "in.plan": "te" } });
  expect(typedQuery("plan:team ", known, false).params).toEqual({ "in.plan": "team" });
  expect(typedQuery('theme:"Slow on', known, true)).toMatchObject({ words: 'theme:"Slow on', params: {} });
});

test("words with a colon that are no filter are searched for", () => {
  for (const words of ["error:42 ", "http://a.example ", "12:30 ", "note: all"]) {
    expect(typedQuery(words, known, true)).toMatchObject({ words, params: {} });
  }
});

test("what makes no sense is said, and stays to be mended", () => {
  expect(typedQuery("theme:Nothing ", known, false).problem).toMatch(/No theme is called/);
  expect(typedQuery("before:yesterday ", known, false).problem).toMatch(/2025-06-14/);
  expect(typedQuery("sentiment:sad ", known, false).words).toBe("sentiment:sad ");
});

test("an address is a query and its chips", () => {
  const params = { search: "invite", theme: "3", kind: "ticket", weak: "1", "in.plan": "Team", item: "55" };
  expect(queryOf(params)).toEqual({
    search: "invite",
    theme: 3,
    kind: "ticket",
    weak: true,
    segments: [{ name: "plan", value: "Team" }],
  });
  expect(filterParams(params)).toEqual({ search: "invite", theme: "3", kind: "ticket", weak: "1", "in.plan": "Team" });
  expect(chipsOf(params, known).map(({ name, value }) => `${name}: ${value}`)).toEqual([
    "theme: Slow on large files",
    "kind: Support tickets",
    "tag: weak",
    "plan: Team",
  ]);
});
