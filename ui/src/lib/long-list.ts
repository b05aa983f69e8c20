/** Browsers draw nothing below some 33 million pixels; a longer list scrolls in larger steps. */
const TALLEST = 16_000_000;

/** Where the rows of a long list stand; all in pixels. */
export interface LongList {
  /** Height of what is scrolled. */
  tall: number;
  /** Pixels of the list for one of the scroll bar. */
  step: number;
}

export function longList(total: number, rowHeight: number, height: number): LongList {
  const whole = total * rowHeight;
  const tall = Math.min(whole, TALLEST);
  return { tall, step: tall > height ? (whole - height) / (tall - height) : 1 };
}

/** Index of the row that stands at the top when scrolled down so far; a fraction where it is cut. */
export function rowAt({ step }: LongList, scrolled: number, rowHeight: number): number {
  return (scrolled * step) / rowHeight;
}

/** Where a row stands in what is scrolled, when it is scrolled down so far. */
export function placeOf({ step }: LongList, index: number, scrolled: number, rowHeight: number): number {
  return index * rowHeight + (scrolled - scrolled * step);
}

/** How far to scroll so that a row is seen whole, moving as little as possible. */
export function scrollTo(list: LongList, index: number, scrolled: number, rowHeight: number, height: number): number {
  const above = index * rowHeight;
  const begins = scrolled * list.step;
  if (above < begins) return above / list.step;
  if (above + rowHeight > begins + height) return (above + rowHeight - height) / list.step;
  return scrolled;
}
