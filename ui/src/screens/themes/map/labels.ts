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

function meet(a: Wanted, b: Wanted): boolean {
  return (
    Math.abs(a.x - b.x) < (a.width + b.width) / 2 + BETWEEN && Math.abs(a.y - b.y) < (a.height + b.height) / 2 + BETWEEN
  );
}
