import { expect, test } from "vitest";
import { excerpt, highlight } from "../src/lib/highlight";

const hits = (text: string, query: string) =>
  highlight(text, query)
    .filter(({ hit }) => hit)
    .map(({ text: word }) => word);

test("whole words are marked, and the last one as far as it is written", () => {
  expect(hits("Invite mails and invitations", "mails inv")).toEqual(["Invite", "mails", "invitations"]);
  expect(hits("Invite mails and invitations", "inv ")).toEqual([]);
});

test("case and accents do not matter", () => {
  expect(hits("Das CAFÉ, das cafe\u0301", "café")).toEqual(["CAFÉ", "cafe\u0301"]);
});

test("the pieces put together are the text", () => {
  for (const text of ["", "a", "<b>bold</b> & \u202eright to left", "日本語 テスト", "x".repeat(10_000)]) {
    expect(highlight(text, "b left x").map((piece) => piece.text).join("")).toBe(text);
  }
});

test("signs of a search mean nothing", () => {
  expect(hits('say "hello" (now)', '"hello" AND (')).toEqual(["hello"]);
});

test("an excerpt begins shortly before the first hit", () => {
  const text = `${"word ".repeat(40)}needle at the end`;
  const line = excerpt(text, "needle");
  expect(line.startsWith("… ")).toBe(true);
  expect(line.indexOf("needle")).toBeLessThan(45);
  expect(excerpt("short needle", "needle")).toBe("short needle");
  expect(excerpt("two\n lines", "")).toBe("two lines");
});
