import { NO_THEME, within, type Points } from "./points";
import { toMap, type Size, type View } from "./view";

export type Colour = readonly [red: number, green: number, blue: number];

/** How the points are to look. */
export interface Look {
  readonly paper: Colour;
  /** By place of the theme. */
  readonly themes: readonly Colour[];
  /** Of points without a theme. */
  readonly none: Colour;
  /** Radius of a point in pixels of the picture. */
  readonly radius: number;
  /** Which points stand out; all, when absent. The others are nearly paper. */
  readonly bright?: (at: number) => boolean;
}

/** How much of its colour a point has, where it stands out and where it does not. */
const BRIGHT = 0.85;
const DIM = 0.2;

/**
 * Draws the points of a view, a disc each, into a picture (RGBA, row by row). Written by hand: a
 * canvas takes a hundred times as long for a hundred thousand arcs.
 */
export function draw(picture: Uint8ClampedArray, size: Size, points: Points, view: View, look: Look): void {
  fill(picture, look.paper);
  const stamp = stampOf(look.radius);
  const reach = (stamp.side - 1) / 2;
  const from = toMap(view, size, -reach, -reach);
  const to = toMap(view, size, size.width + reach, size.height + reach);
  const { scale } = view;
  const left = size.width / 2 - view.x * scale - reach;
  const top = size.height / 2 - view.y * scale - reach;
  const put = (at: number, share: number) => {
    const theme = points.theme[at]!;
    const colour = theme === NO_THEME ? look.none : (look.themes[theme] ?? look.none);
    blend(picture, size, stamp, Math.round(left + points.x[at]! * scale), Math.round(top + points.y[at]! * scale), colour, share);
  };
  const { bright } = look;
  if (bright === undefined) {
    within(points, from.x, from.y, to.x, to.y, (at) => put(at, BRIGHT));
    return;
  }
  // What stands out lies above the rest.
  within(points, from.x, from.y, to.x, to.y, (at) => bright(at) || put(at, DIM));
  within(points, from.x, from.y, to.x, to.y, (at) => bright(at) && put(at, BRIGHT));
}

function fill(picture: Uint8ClampedArray, [red, green, blue]: Colour): void {
  const pixels = new Uint32Array(picture.buffer, picture.byteOffset, picture.length / 4);
  const pixel = new Uint8Array([red, green, blue, 255]);
  pixels.fill(new Uint32Array(pixel.buffer)[0]!);
}

/** How much of each pixel a disc covers. */
interface Stamp {
  readonly side: number;
  readonly covers: Float32Array;
}

function stampOf(radius: number): Stamp {
  // A pixel that would be covered by less than a sixth is left alone: the finest points are one pixel.
  const reach = Math.max(0, Math.ceil(radius - 0.65));
  const side = 2 * reach + 1;
  const covers = new Float32Array(side * side);
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      covers[(y + reach) * side + x + reach] = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(x, y)));
    }
  }
  return { side, covers };
}

function blend(picture: Uint8ClampedArray, { width, height }: Size, { side, covers }: Stamp, left: number, top: number, colour: Colour, share: number): void {
  if (left >= width || top >= height || left + side <= 0 || top + side <= 0) return;
  const [red, green, blue] = colour;
  const [firstX, lastX] = [Math.max(0, -left), Math.min(side, width - left)];
  const lastY = Math.min(side, height - top);
  for (let y = Math.max(0, -top); y < lastY; y++) {
    let at = ((top + y) * width + left + firstX) * 4;
    for (let x = firstX; x < lastX; x++, at += 4) {
      const part = covers[y * side + x]! * share;
      picture[at] = picture[at]! + (red - picture[at]!) * part;
      picture[at + 1] = picture[at + 1]! + (green - picture[at + 1]!) * part;
      picture[at + 2] = picture[at + 2]! + (blue - picture[at + 2]!) * part;
    }
  }
}

/** Radius of a point, in pixels of the window: all together cover their land about half, larger as one comes near. */
export function radiusOf(count: number, size: Size, nearness: number): number {
  const spacing = Math.sqrt((0.4 * size.width * size.height) / Math.max(1, count));
  return Math.min(6, Math.max(0.6, Math.min(2.4, 0.32 * spacing) * nearness ** 0.4));
}

/** The numbers of a token's colour: `#1f5fa8`. */
export function colourOf(hexadecimal: string): Colour {
  const number = Number.parseInt(hexadecimal.trim().replace("#", ""), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}
