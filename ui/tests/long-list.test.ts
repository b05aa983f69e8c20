import { expect, test } from "vitest";
import { longList, placeOf, rowAt, scrollTo } from "../src/lib/long-list";

const [ROW, HEIGHT] = [52, 600];

test("a list that a browser can draw is scrolled pixel by pixel", () => {
  const list = longList(300_000, ROW, HEIGHT);
  expect(list).toEqual({ tall: 300_000 * ROW, step: 1 });
  expect(placeOf(list, 1234, 777, ROW)).toBe(1234 * ROW);
});

test("the last of two million rows can be reached and stands at the lower end", () => {
  const total = 2_000_000;
  const list = longList(total, ROW, HEIGHT);
  expect(list.tall).toBeLessThan(33_000_000);
  const end = scrollTo(list, total - 1, 0, ROW, HEIGHT);
  expect(end).toBeCloseTo(list.tall - HEIGHT, 3);
  expect(placeOf(list, total - 1, end, ROW) - end).toBeCloseTo(HEIGHT - ROW, 3);
  expect(rowAt(list, end, ROW)).toBeCloseTo(total - HEIGHT / ROW, 3);
});

test("a row that is seen stays where it is", () => {
  const list = longList(1_000_000, ROW, HEIGHT);
  const scrolled = scrollTo(list, 500_000, 0, ROW, HEIGHT);
  expect(scrollTo(list, 500_000, scrolled, ROW, HEIGHT)).toBe(scrolled);
  expect(scrollTo(list, 499_995, scrolled, ROW, HEIGHT)).toBe(scrolled);
});
