import { expect, test } from "vitest";
import type { ThemeMap } from "../src/backend/bindings";
import { placed } from "../src/screens/themes/map/labels";
import { inside, nearest, NO_THEME, pointsOf } from "../src/screens/themes/map/points";
import { colourOf, draw } from "../src/screens/themes/map/raster";
import { CLOSEST, moved, read, toMap, toWindow, whole, written, zoomed } from "../src/screens/themes/map/view";

/** A map as the workbench sends it: places, themes and passages of points. */
function aMap(points: readonly [x: number, y: number, theme: number, passage: number][]): ThemeMap {
  const packed = (bytes: ArrayBufferLike) => Buffer.from(bytes).toString("base64");
  return {
    points: points.length,
    places: packed(Uint16Array.from(points.flatMap(([x, y]) => [x, y])).buffer),
    theme_of: packed(Uint16Array.from(points.map(([, , theme]) => theme)).buffer),
    passages: packed(Uint32Array.from(points.map(([, , , passage]) => passage)).buffer),
    themes: [],
  };
}

/** Points in rows and columns, `step` apart. */
const lattice = (side: number, step: number) =>
  pointsOf(aMap(Array.from({ length: side * side }, (_, at) => [(at % side) * step, Math.floor(at / side) * step, 0, at + 1] as const).map((point) => [...point])));

test("points are read as they were packed", () => {
  const points = pointsOf(aMap([[0, 65_535, 3, 70_000], [512, 1, NO_THEME, 4_000_000_000]]));
  expect([...points.x, ...points.y]).toEqual([0, 512, 65_535, 1]);
  expect([...points.theme]).toEqual([3, NO_THEME]);
  expect([...points.passage]).toEqual([70_000, 4_000_000_000]);
  expect([points.width, points.height]).toEqual([512, 65_535]);
});

test("the nearest point is found, and none where none is near", () => {
  const points = lattice(60, 1000);
  expect(nearest(points, 12_300, 7_400, 600)).toBe(7 * 60 + 12);
  expect(nearest(points, 12_500, 7_500, 300)).toBeUndefined();
  expect(nearest(pointsOf(aMap([])), 5, 5, 100)).toBeUndefined();
});

test("a line drawn round points takes those inside it, dents left out", () => {
  const points = lattice(10, 1000);
  // An L: the upper right quarter of the square is outside.
  const line = [
    { x: -500, y: -500 },
    { x: 2500, y: -500 },
    { x: 2500, y: 2500 },
    { x: 4500, y: 2500 },
    { x: 4500, y: 4500 },
    { x: -500, y: 4500 },
  ];
  const found = inside(points, line).map((at) => [points.x[at]! / 1000, points.y[at]! / 1000]);
  expect(found).toHaveLength(5 * 5 - 2 * 3);
  expect(found).not.toContainEqual([4, 1]);
  expect(inside(points, line.slice(0, 2))).toEqual([]);
});

const window = { width: 800, height: 600 };
const map = { width: 65_535, height: 40_000 };

test("a place of the map is where it is seen, and back", () => {
  const view = zoomed(whole(map, window), map, window, 3, { x: 100, y: 200 });
  const there = toWindow(view, window, 20_000, 10_000);
  const back = toMap(view, window, there.x, there.y);
  expect(back.x).toBeCloseTo(20_000);
  expect(back.y).toBeCloseTo(10_000);
});

test("nearing keeps what the pointer is on, and ends", () => {
  const start = zoomed(whole(map, window), map, window, 4, { x: 400, y: 300 });
  const at = { x: 420, y: 310 };
  const before = toMap(start, window, at.x, at.y);
  const after = toMap(zoomed(start, map, window, 1.5, at), window, at.x, at.y);
  expect(after.x).toBeCloseTo(before.x);
  expect(after.y).toBeCloseTo(before.y);
  const closest = zoomed(start, map, window, 1e9, at);
  expect(closest.scale / whole(map, window).scale).toBeCloseTo(CLOSEST);
  expect(zoomed(start, map, window, 1e-9, at)).toEqual(whole(map, window));
});

test("the map cannot be pushed out of the window", () => {
  const near = zoomed(whole(map, window), map, window, 10, { x: 400, y: 300 });
  const pushed = moved(near, map, window, 1e9, 1e9);
  expect([pushed.x, pushed.y]).toEqual([0, 0]);
  expect(moved(whole(map, window), map, window, 500, 500)).toEqual(whole(map, window));
});

test("a view survives the address, and nonsense is none", () => {
  const view = { x: 1200, y: 44, scale: 0.125 };
  expect(read(written(view))).toEqual(view);
  for (const nonsense of [undefined, "", "1,2", "a,b,c", "1,2,-3", "1,2,0"]) expect(read(nonsense)).toBeUndefined();
});

test("labels lie over no other, the first ones first, and are seen whole", () => {
  const label = (id: number, x: number, y: number, rank: number) => ({ id, x, y, width: 60, height: 18, rank });
  const shown = placed([label(1, 100, 100, 1), label(2, 120, 105, 9), label(3, 100, 140, 2), label(4, 790, 300, 3), label(5, 900, 300, 8)], window, 10);
  expect(shown.map(({ id }) => id)).toEqual([2, 4, 3]);
  expect(shown[1]!.x + 30).toBeLessThanOrEqual(window.width);
  expect(placed([label(1, 100, 100, 1), label(3, 100, 140, 2)], window, 1)).toHaveLength(1);
});

test("points are drawn in their colours, those that stand out above the rest", () => {
  const points = pointsOf(aMap([[0, 0, 0, 1], [100, 0, 1, 2], [100, 0, NO_THEME, 3]]));
  const size = { width: 120, height: 20 };
  const view = { x: 60, y: 10, scale: 1 };
  const look = { paper: [255, 255, 255], none: [0, 0, 0], themes: [[200, 0, 0], [0, 0, 200]], radius: 2 } as const;
  const picture = new Uint8ClampedArray(size.width * size.height * 4);
  const pixel = (x: number, y: number) => [...picture.slice((y * size.width + x) * 4, (y * size.width + x) * 4 + 3)];
  draw(picture, size, points, view, { ...look, bright: (at) => at === 1 });
  expect(pixel(50, 10)).toEqual([255, 255, 255]);
  const [red, , blue] = pixel(100, 0);
  expect(blue! - red!).toBeGreaterThan(120);
  const [faint, ...rest] = pixel(0, 0);
  expect(faint).toBeGreaterThan(Math.max(...rest));
  expect(Math.min(...rest)).toBeGreaterThan(180);
});

test("colours are read from tokens", () => {
  expect(colourOf(" #1f5fa8")).toEqual([31, 95, 168]);
});
