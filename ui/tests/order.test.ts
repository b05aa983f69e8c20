import { expect, test } from "vitest";
import { ordered } from "../src/screens/themes/order";
import { aTheme } from "./a-theme";

const theme = (id: number, items: number, parent: number | null = null) =>
  aTheme(id, { label: `T${id}`, parent, items, customers: items, passages: items, negative_share: id / 10 });

test("children follow their parent, and a lost parent loses no child", () => {
  const rows = ordered([theme(1, 5), theme(2, 9), theme(3, 2, 1), theme(4, 3, 1), theme(5, 7, 99)], "items");
  expect(rows.map(({ theme: { id }, depth }) => [id, depth])).toEqual([
    [2, 0],
    [5, 0],
    [1, 0],
    [4, 1],
    [3, 1],
  ]);
});

test("names go up, numbers go down", () => {
  const themes = [theme(2, 1), theme(1, 2)];
  expect(ordered(themes, "label").map(({ theme: { id } }) => id)).toEqual([1, 2]);
  expect(ordered(themes, "negative_share").map(({ theme: { id } }) => id)).toEqual([2, 1]);
});

test("without a column they stay in the order a person gave them", () => {
  const rows = ordered([theme(2, 1), theme(1, 2), theme(3, 9, 2)], undefined);
  expect(rows.map(({ theme: { id } }) => id)).toEqual([2, 3, 1]);
});
