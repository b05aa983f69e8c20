import { expect, test } from "vitest";
import { position, scaleOf } from "../src/lib/interval-scale";

test("zero and every interval lie inside", () => {
  const scale = scaleOf([
    { low: -0.24, high: -0.06 },
    { low: -0.02, high: 0.11 },
  ]);
  expect(scale.low).toBeLessThan(-0.24);
  expect(scale.high).toBeGreaterThan(0.11);
  expect(scale.ticks).toContain(0);
  expect(scale.ticks).toEqual([-0.2, -0.1, 0, 0.1]);
});

test("an interval that says nothing does not squeeze the others", () => {
  const scale = scaleOf([
    { low: -3, high: 2 },
    { low: -0.1, high: 0.1 },
  ]);
  expect(scale.low).toBeGreaterThan(-0.6);
  expect(scale.high).toBeLessThan(0.6);
  expect(position(scale, -3)).toBe(0);
  expect(position(scale, 2)).toBe(100);
});

test("without intervals there is still an axis", () => {
  const scale = scaleOf([]);
  expect(scale.ticks).toContain(0);
  expect(position(scale, 0)).toBeCloseTo(50);
});
