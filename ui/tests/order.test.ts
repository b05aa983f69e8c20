import { expect, test } from "vitest";
import { ordered, placeAt, placeBeside } from "../src/screens/themes/order";
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

test("a theme goes up and down among its brothers, groups behind the themes beside them", () => {
  const themes = [theme(1, 5), theme(2, 4), { ...theme(7, 9), group: true }, theme(3, 3, 7), theme(4, 2, 7)];
  const of = (id: number) => themes.find((one) => one.id === id)!;
  expect(placeBeside(themes, of(1), -1)).toBeUndefined();
  expect(placeBeside(themes, of(1), 1)).toEqual({ parent: null, position: 1 });
  expect(placeBeside(themes, of(2), 1)).toBeUndefined();
  expect(placeBeside(themes, of(4), -1)).toEqual({ parent: 7, position: 0 });
  expect(placeBeside(themes, of(7), -1)).toBeUndefined();
});

test("a theme is put before or after another, also under another parent", () => {
  const themes = [theme(1, 5), theme(2, 4), { ...theme(7, 9), group: true }, theme(3, 3, 7), theme(4, 2, 7), { ...theme(8, 1), group: true }];
  const of = (id: number) => themes.find((one) => one.id === id)!;
  expect(placeAt(themes, of(1), of(4), false)).toEqual({ parent: 7, position: 1 });
  expect(placeAt(themes, of(4), of(1), false)).toEqual({ parent: null, position: 0 });
  expect(placeAt(themes, of(2), of(1), true)).toBeUndefined();
  expect(placeAt(themes, of(8), of(7), false)).toEqual({ parent: null, position: 2 });
  expect(placeAt(themes, of(7), of(1), true)).toBeUndefined();
});
