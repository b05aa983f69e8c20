/** What part of the map is seen: the place in the middle of the window, and window pixels a unit of the map. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Room round the whole map, in pixels: labels reach beyond the points. */
const MARGIN = 36;
/** How far one can go in, against the whole. */
export const CLOSEST = 60;

/** The view of a whole map. */
export function whole(map: Size, window: Size): View {
  const scale = Math.min((window.width - 2 * MARGIN) / map.width, (window.height - 2 * MARGIN) / map.height);
  return { x: map.width / 2, y: map.height / 2, scale: Math.max(scale, 1e-6) };
}

export function toWindow(view: View, window: Size, x: number, y: number): { x: number; y: number } {
  return { x: (x - view.x) * view.scale + window.width / 2, y: (y - view.y) * view.scale + window.height / 2 };
}

export function toMap(view: View, window: Size, x: number, y: number): { x: number; y: number } {
  return { x: (x - window.width / 2) / view.scale + view.x, y: (y - window.height / 2) / view.scale + view.y };
}

/** Nearer or farther by a factor; what lies under a place of the window stays there. */
export function zoomed(view: View, map: Size, window: Size, factor: number, at: { x: number; y: number }): View {
  const least = whole(map, window).scale;
  const scale = Math.min(least * CLOSEST, Math.max(least, view.scale * factor));
  const fixed = toMap(view, window, at.x, at.y);
  const next = {
    x: fixed.x - (at.x - window.width / 2) / scale,
    y: fixed.y - (at.y - window.height / 2) / scale,
    scale,
  };
  return kept(next, map, window);
}

/** Moved by so many pixels of the window. */
export function moved(view: View, map: Size, window: Size, dx: number, dy: number): View {
  return kept({ ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale }, map, window);
}

/** So that the map cannot be lost: of the whole map nothing moves, further in its edge stays in the middle. */
function kept(view: View, map: Size, window: Size): View {
  const along = (at: number, length: number, room: number) => {
    const hidden = Math.max(0, length / 2 - Math.max(0, room / view.scale - length) / 2);
    const free = length * view.scale <= room ? 0 : hidden;
    return Math.min(length / 2 + free, Math.max(length / 2 - free, at));
  };
  return { x: along(view.x, map.width, window.width), y: along(view.y, map.height, window.height), scale: view.scale };
}

/** As kept in the address. */
export function written(view: View): string {
  return [Math.round(view.x), Math.round(view.y), view.scale.toPrecision(4)].join(",");
}

/** A view from the address; none where it makes no sense. */
export function read(text: string | undefined): View | undefined {
  const [x, y, scale] = (text ?? "").split(",").map(Number);
  if (x === undefined || y === undefined || scale === undefined) return undefined;
  return [x, y, scale].every(Number.isFinite) && scale > 0 ? { x, y, scale } : undefined;
}
