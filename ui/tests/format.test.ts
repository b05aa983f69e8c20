import { expect, test } from "vitest";
import { amount, count, counted, day, decoded, fileName, listed, percent, points, pointsInterval, quoted } from "../src/lib/format";

test("counts have separators and their noun", () => {
  expect(count(1482)).toBe("1,482");
  expect(counted(1, "answer")).toBe("1\u00a0answer");
  expect(counted(1482, "person", "people")).toBe("1,482\u00a0people");
});

test("rates and differences are percentages and points with a real minus", () => {
  expect(percent(0.462, 1)).toBe("46.2\u202f%");
  expect(percent(0.5)).toBe("50\u202f%");
  expect(points(-0.1512)).toBe("−15");
  expect(points(0.0142)).toBe("1.4");
  expect(pointsInterval(-0.24, -0.06)).toBe("−24\u00a0to\u00a0−6.0");
});

test("what rounds to zero has no sign", () => {
  expect(points(-0.0001)).toBe("0.0");
  expect(amount(-0.01)).toBe("0.0");
});

test("days are those of the data, not of the reader's time zone", () => {
  expect(day(Date.UTC(2026, 2, 3, 23, 59) / 1000)).toBe("3 Mar 2026");
});

test("lists read like sentences", () => {
  expect(listed([])).toBe("");
  expect(listed(["a"])).toBe("a");
  expect(listed(["a", "b", "c"])).toBe("a, b and c");
});

test("quoted words keep their direction to themselves", () => {
  expect(quoted("\u202eabc")).toBe("“\u2068\u202eabc\u2069”");
});

test("file names are the last part of any path", () => {
  expect(fileName("/home/ada/a b.csv")).toBe("a b.csv");
  expect(fileName("C:\\data\\x.csv")).toBe("x.csv");
  expect(fileName("/home/ada/folder/")).toBe("folder");
});

test("an address with stray percent signs stays as it is", () => {
  expect(decoded("a%20b")).toBe("a b");
  expect(decoded("50%")).toBe("50%");
});
