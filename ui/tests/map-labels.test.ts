import { expect, test } from "vitest";
import { appearances, placed, type Named } from "../src/screens/themes/map/labels";

const ROOM = { width: 900, height: 600 };

/** Names spread over a map by a fixed rule, the later ones finer. */
const NAMES: Named[] = Array.from({ length: 120 }, (_, at) => ({
  x: (at * 7919) % 1000,
  y: (at * 104_729) % 700,
  width: 60 + ((at * 31) % 90),
  height: 19,
  rank: 60 - (at >> 1),
  from: at < 15 ? 0 : 1.4,
  until: Number.POSITIVE_INFINITY,
}));

test("whoever comes nearer sees names appear, none go, and none over another", () => {
  const from = appearances(NAMES);
  let before = new Set<number>();
  for (let scale = 0.8; scale < 40; scale *= 1.07) {
    const shown = NAMES.flatMap((name, id) => (scale >= from[id]! ? [{ ...name, id, x: name.x * scale, y: name.y * scale }] : []));
    const meet = shown.flatMap((a, at) =>
      shown.slice(at + 1).flatMap((b) => {
        const apart = Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
        return apart ? [] : [[a.id, b.id]];
      }),
    );
    expect(meet, `at ${scale}`).toEqual([]);
    const now = new Set(shown.map(({ id }) => id));
    expect([...before].filter((id) => !now.has(id)), `at ${scale}`).toEqual([]);
    before = now;
  }
  expect(before.size, "in the end all").toBe(NAMES.length);
});

test("a name that would be hidden by one that gives way appears then", () => {
  const group: Named = { x: 0, y: 0, width: 100, height: 20, rank: 2, from: 0, until: 3 };
  const theme: Named = { x: 1, y: 0, width: 100, height: 20, rank: 1, from: 0, until: Number.POSITIVE_INFINITY };
  expect(appearances([group, theme])).toEqual([0, 3]);
});

test("a name at the edge is moved in, and left out where another is", () => {
  const at = (id: number, x: number, y: number, rank: number) => ({ id, x, y, width: 100, height: 20, rank });
  const shown = placed([at(1, 5, 300, 2), at(2, 60, 305, 1), at(3, 1000, 10, 3)], ROOM, 60);
  expect(shown.map(({ id, x }) => [id, x])).toEqual([[1, 53]]);
});
