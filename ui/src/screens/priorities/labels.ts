/** On which side of its point a label stands: it starts there, or it ends there. */
export type Side = "start" | "end";

interface Point {
  id: number;
  label: string;
  /** In pixels. */
  x: number;
  y: number;
}

const HEIGHT = 15;
/** Mean width of a letter at 12 px. */
const LETTER = 6.6;
const GAP = 9;
const RADIUS = 6;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A label lies beside its point where nothing else does; else it is left out. The first come first. */
export function sidesOf(points: readonly Point[], room: { left: number; right: number }): Map<number, Side> {
  const taken = points.map((point) => box(point, -RADIUS, RADIUS));
  const sides = new Map<number, Side>();
  for (const point of points) {
    const long = point.label.length * LETTER + GAP;
    for (const [side, label] of [
      ["start", box(point, GAP - 2, long)],
      ["end", box(point, -long, 2 - GAP)],
    ] as const) {
      if (label.left < room.left || label.right > room.right) continue;
      if (taken.some((other) => meet(other, label))) continue;
      taken.push(label);
      sides.set(point.id, side);
      break;
    }
  }
  return sides;
}

function box({ x, y }: Point, from: number, to: number): Box {
  return { left: x + from, right: x + to, top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 };
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
