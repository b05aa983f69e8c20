/** An axis of differences from `low` to `high`, zero always inside. */
export interface Scale {
  low: number;
  high: number;
  ticks: number[];
}

/** Beyond this an interval says only that little is known; it is cut off with an arrow. */
const WIDEST = 0.5;
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5];
const MOST_TICKS = 5;
/** Room at both ends, as a share of the whole. */
const ROOM = 0.05;

/** A scale on which all the intervals can be compared, fractions unless `widest` says otherwise. */
export function scaleOf(intervals: readonly { low: number; high: number }[], widest = WIDEST): Scale {
  const lowest = Math.max(-widest, Math.min(-0.01, ...intervals.map(({ low }) => low)));
  const highest = Math.min(widest, Math.max(0.01, ...intervals.map(({ high }) => high)));
  const room = (highest - lowest) * ROOM;
  const step = STEPS.find((size) => (highest - lowest) / size <= MOST_TICKS) ?? widest / 2;
  const first = Math.ceil((lowest - room) / step);
  const last = Math.floor((highest + room) / step);
  // Counted in whole steps, so that a tick is 0.1 and not 0.30000000000000004 − 0.2.
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toFixed(4)));
  return { low: lowest - room, high: highest + room, ticks };
}

/** Where a value lies on the scale, 0 at the left end and 100 at the right; held inside. */
export function position(scale: Scale, value: number): number {
  const share = (value - scale.low) / (scale.high - scale.low);
  return Math.min(1, Math.max(0, share)) * 100;
}
