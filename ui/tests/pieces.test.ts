import { expect, test } from "vitest";
import { markedPieces, wordRanges } from "../src/screens/passages/pieces";

const span = (id: number, start: number, end: number) => ({ id, start, end, theme: id, label: `T${id}` });
const text = "The invite mail never came, and the 🧨 mail went.";

test("pieces put together are the text, whatever overlaps", () => {
  const spans = [span(1, 4, 15), span(2, 11, 27), span(3, 0, text.length), span(4, 40, 90)];
  for (const [from, to] of [[0, text.length], [4, 20], [12, 13]] as const) {
    const pieces = markedPieces(text, from, to, spans, "mail");
    expect(pieces.map((piece) => piece.text).join("")).toBe(text.slice(from, to));
    let at = from;
    for (const piece of pieces) {
      expect(piece.at).toBe(at);
      at += piece.text.length;
    }
  }
});

test("each piece knows its marks, and hits are found inside them", () => {
  const pieces = markedPieces(text, 0, text.length, [span(1, 4, 15)], "mail");
  const marked = pieces.filter(({ spans }) => spans.length > 0);
  expect(marked.map((piece) => piece.text)).toEqual(["invite ", "mail"]);
  expect(pieces.filter(({ hit }) => hit).map((piece) => piece.text)).toEqual(["mail", "mail"]);
});

test("words are found with their places", () => {
  expect(wordRanges("Don't go, café 42!").map(([start, end]) => "Don't go, café 42!".slice(start, end))).toEqual([
    "Don't",
    "go",
    "café",
    "42",
  ]);
});
