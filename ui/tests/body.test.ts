import { expect, test } from "vitest";
import { bodyOf } from "../src/screens/passages/body";

test("a title is not read twice", () => {
  expect(bodyOf({ title: "Sync", text: "Sync\n\nIt never ends." })).toBe("It never ends.");
  expect(bodyOf({ title: "Sync", text: "Synchronising takes ages" })).toBe("Synchronising takes ages");
  expect(bodyOf({ title: null, text: "Sync" })).toBe("Sync");
  expect(bodyOf({ title: "Sync", text: "Sync" })).toBe("");
});
