import { expect, test } from "vitest";
import { asQuotes } from "../src/lib/quotes";

test("quotes are copied with where they stand", () => {
  const text = asQuotes([
    { text: "It never came. ", source: "survey.csv", row: 1204, customer: "C-7", time: Date.UTC(2026, 3, 17) / 1000 },
    { text: "Lost in setup", source: "call.txt", row: null, customer: null, time: null },
  ]);
  expect(text).toBe("“It never came.”\n— survey.csv, row 1,204, C-7, 17 Apr 2026\n\n“Lost in setup”\n— call.txt");
});
