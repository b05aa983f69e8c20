import type { ThemeMap } from "../../../backend/bindings";

/** The theme of a point that has none. */
export const NO_THEME = 0xffff;
/** Places are whole numbers below this. */
export const SIDE = 65_536;

/** The points of a map, in typed arrays: there may be a million. */
export interface Points {
  readonly count: number;
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  /** Place of the point's theme among the map's themes, or `NO_THEME`. */
  readonly theme: Uint16Array;
  readonly passage: Uint32Array;
  /** The rightmost and lowest place. */
  readonly width: number;
  readonly height: number;
  readonly grid: Grid;
}

/** The points by the square that they lie in, so that those near a place are found at once. */
interface Grid {
  readonly columns: number;
  /** For each square the first of its points in `order`; one more at the end. */
  readonly starts: Uint32Array;
  readonly order: Uint32Array;
}

/** Points of a square on average. */
const IN_A_SQUARE = 8;

export function pointsOf(map: ThemeMap): Points {
  const places = bytes(map.places);
  const themes = bytes(map.theme_of);
  const passages = bytes(map.passages);
  const count = map.points;
  const x = new Uint16Array(count);
  const y = new Uint16Array(count);
  const theme = new Uint16Array(count);
  const passage = new Uint32Array(count);
  let [width, height] = [1, 1];
  for (let at = 0; at < count; at++) {
    x[at] = places.getUint16(at * 4, true);
    y[at] = places.getUint16(at * 4 + 2, true);
    theme[at] = themes.getUint16(at * 2, true);
    passage[at] = passages.getUint32(at * 4, true);
    width = Math.max(width, x[at] ?? 0);
    height = Math.max(height, y[at] ?? 0);
  }
  return { count, x, y, theme, passage, width, height, grid: gridOf(x, y) };
}

/** Whole numbers of two bytes. */
export function numbersOf(base64: string): Uint16Array {
  const view = bytes(base64);
  return Uint16Array.from({ length: view.byteLength / 2 }, (_, at) => view.getUint16(at * 2, true));
}

function bytes(base64: string): DataView {
  const text = atob(base64);
  const array = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) array[at] = text.charCodeAt(at);
  return new DataView(array.buffer);
}

function gridOf(x: Uint16Array, y: Uint16Array): Grid {
  const columns = Math.max(1, Math.min(512, Math.ceil(Math.sqrt(x.length / IN_A_SQUARE))));
  const square = (at: number) => squareOf(y[at] ?? 0, columns) * columns + squareOf(x[at] ?? 0, columns);
  const starts = new Uint32Array(columns * columns + 1);
  for (let at = 0; at < x.length; at++) starts[square(at) + 1]! += 1;
  for (let at = 1; at < starts.length; at++) starts[at]! += starts[at - 1]!;
  const next = starts.slice();
  const order = new Uint32Array(x.length);
  for (let at = 0; at < x.length; at++) order[next[square(at)]!++] = at;
  return { columns, starts, order };
}

function squareOf(place: number, columns: number): number {
  return Math.min(columns - 1, Math.max(0, Math.floor((place * columns) / SIDE)));
}

/** Calls `visit` with every point in this part of the map, and perhaps with some beside it. */
export function within(points: Points, left: number, top: number, right: number, bottom: number, visit: (at: number) => void): void {
  const { columns, starts, order } = points.grid;
  const last = squareOf(right, columns);
  for (let row = squareOf(top, columns); row <= squareOf(bottom, columns); row++) {
    const from = starts[row * columns + squareOf(left, columns)] ?? 0;
    const to = starts[row * columns + last + 1] ?? 0;
    for (let at = from; at < to; at++) visit(order[at]!);
  }
}

/** The point nearest to a place and no further from it than `reach`. */
export function nearest(points: Points, x: number, y: number, reach: number): number | undefined {
  let found: number | undefined;
  let least = reach * reach;
  within(points, x - reach, y - reach, x + reach, y + reach, (at) => {
    const distance = (points.x[at]! - x) ** 2 + (points.y[at]! - y) ** 2;
    if (distance > least) return;
    least = distance;
    found = at;
  });
  return found;
}

/** The points inside a line that is drawn round them; its corners are places on the map. */
export function inside(points: Points, line: readonly { x: number; y: number }[]): number[] {
  const found: number[] = [];
  if (line.length < 3) return found;
  const [xs, ys] = [line.map(({ x }) => x), line.map(({ y }) => y)];
  within(points, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), (at) => {
    if (encloses(line, points.x[at]!, points.y[at]!)) found.push(at);
  });
  return found.sort((a, b) => a - b);
}

/** Whether a ray to the right crosses the line an odd number of times. */
function encloses(line: readonly { x: number; y: number }[], x: number, y: number): boolean {
  let odd = false;
  let before = line.at(-1)!;
  for (const corner of line) {
    if (corner.y > y !== before.y > y && x < ((before.x - corner.x) * (y - corner.y)) / (before.y - corner.y) + corner.x) odd = !odd;
    before = corner;
  }
  return odd;
}
