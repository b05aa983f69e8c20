import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const SRC = join(import.meta.dirname, "../src");
const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(ts|svelte)$/.test(name))
  .map((name) => ({ name: relative(SRC, join(SRC, name)), text: readFileSync(join(SRC, name), "utf8") }));

test("only the backend folder knows the desktop shell", () => {
  const knowing = files.filter(({ text }) => text.includes("@tauri-apps/")).map(({ name }) => name);
  expect(knowing.length, "the search finds the files that do").toBeGreaterThan(0);
  expect(knowing.filter((name) => !name.startsWith("backend/"))).toEqual([]);
});

test("nothing is ever put into the page as HTML", () => {
  const offending = files.filter(({ text }) => /\{@html|innerHTML|insertAdjacentHTML|outerHTML/.test(text));
  expect(offending.map(({ name }) => name)).toEqual([]);
});

test("no style stands in the markup, for the content security policy forbids it", () => {
  const offending = files.filter(({ text }) => /\sstyle="|\sstyle=\{/.test(text));
  expect(offending.map(({ name }) => name)).toEqual([]);
});

test("the fake transport is not part of the window", () => {
  const using = files.filter(({ text }) => /from "[^"]*\/fake"/.test(text));
  expect(using.map(({ name }) => name)).toEqual([]);
});

test("nothing is fetched from elsewhere", () => {
  const offending = files.filter(({ text }) => /["'(]https?:\/\/(?!www\.w3\.org)/.test(text));
  expect(offending.map(({ name }) => name)).toEqual([]);
});
