/** A name that wants a place. */
export interface Wanted {
  readonly id: number;
  /** Middle of the label in the window. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Higher ones come first. */
  readonly rank: number;
}

/** Room between two labels. */
const BETWEEN = 3;

/**
 * Which labels are shown: the highest first, each where it lies over no other and is seen whole.
 * One that reaches over the edge a little is moved in.
 */
export function placed(wanted: readonly Wanted[], window: { width: number; height: number }, most: number): Wanted[] {
  const shown: Wanted[] = [];
  for (const label of [...wanted].sort((a, b) => b.rank - a.rank || a.id - b.id)) {
    if (shown.length === most) break;
    if (label.x < 0 || label.y < 0 || label.x > window.width || label.y > window.height) continue;
    const [halfWidth, halfHeight] = [label.width / 2 + BETWEEN, label.height / 2 + BETWEEN];
    const moved = {
      ...label,
      x: Math.min(window.width - halfWidth, Math.max(halfWidth, label.x)),
      y: Math.min(window.height - halfHeight, Math.max(halfHeight, label.y)),
    };
    if (!shown.some((other) => meet(other, moved))) shown.push(moved);
  }
  return shown;
}

/** A name that has a place on the map, whatever part of it is seen. */
export interface Named {
  /** Middle of the label on the map. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Higher ones come first. */
  readonly rank: number;
  /** It is shown from this scale on, at the earliest, and up to that one; window pixels a unit of the map. */
  readonly from: number;
  readonly until: number;
}

/**
 * From which scale on each name is shown: where it lies clear of all that come before it. Labels keep
 * their size while the map grows, so whoever comes nearer sees names appear and none go.
 */
export function appearances(names: readonly Named[]): number[] {
  return names.map((name, at) => {
    let scale = name.from;
    for (const [before, other] of names.entries()) {
      if (other.rank < name.rank || (other.rank === name.rank && before >= at)) continue;
      const along = ((name.width + other.width) / 2 + BETWEEN) / Math.abs(name.x - other.x);
      const across = ((name.height + other.height) / 2 + BETWEEN) / Math.abs(name.y - other.y);
      scale = Math.max(scale, Math.min(along, across, other.until));
    }
    return scale;
  });
}

function meet(a: Wanted, b: Wanted): boolean {
  return (
    Math.abs(a.x - b.x) < (a.width + b.width) / 2 + BETWEEN && Math.abs(a.y - b.y) < (a.height + b.height) / 2 + BETWEEN
  );
}
