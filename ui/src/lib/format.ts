// Numbers and dates for people. The minus is a real one, and numbers never break across lines.

const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const ONE_DIGIT = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const TWO_DIGITS = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const DAY = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const NARROW_SPACE = "\u202f";
const SPACE = "\u00a0";

/** 1,482 */
export function count(value: number): string {
  return minus(WHOLE.format(value));
}

/** 1 answer, 1,482 answers */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)}${SPACE}${value === 1 ? one : many}`;
}

/** A fraction as 46 %, or with `digits` as 46.2 % */
export function percent(fraction: number, digits: 0 | 1 = 0): string {
  const format = digits === 0 ? WHOLE : ONE_DIGIT;
  return minus(format.format(fraction * 100)) + NARROW_SPACE + "%";
}

/** A difference of two rates in percentage points: −15, or −1.4 when it is small. */
export function points(fraction: number): string {
  const value = fraction * 100;
  const format = Math.abs(value) < 10 ? ONE_DIGIT : WHOLE;
  return minus(format.format(value));
}

/** −24 to −6 */
export function pointsInterval(low: number, high: number): string {
  return `${points(low)}${SPACE}to${SPACE}${points(high)}`;
}

/** How differences are read: those of rates in percentage points, those of ratings as they are. */
export interface Differences {
  one: (difference: number) => string;
  interval: (low: number, high: number) => string;
  /** What stands after a difference in a sentence, with its space; may be nothing. */
  unit: string;
  /** As far as an axis reaches at most. */
  widest: number;
}

export const POINTS: Differences = { one: points, interval: pointsInterval, unit: " points", widest: 0.5 };

export const RATINGS: Differences = {
  one: rating,
  interval: (low, high) => `${rating(low)}${SPACE}to${SPACE}${rating(high)}`,
  unit: "",
  widest: 5,
};

/** A mean rating, or a difference of two: 3.41 */
export function rating(value: number): string {
  return minus(TWO_DIGITS.format(value));
}

/** 14 (6 to 23), or only the interval. Small numbers keep a digit. */
export function amount(value: number): string {
  const format = Math.abs(value) < 10 ? ONE_DIGIT : WHOLE;
  return minus(format.format(value));
}

/** 3 Mar 2026, from unix seconds. */
export function day(seconds: number): string {
  return DAY.format(new Date(seconds * 1000));
}

/** 3 Mar 2026, 14:05 in the reader's own time zone, from unix seconds. */
export function moment(seconds: number): string {
  return MOMENT.format(new Date(seconds * 1000));
}

/** “a”, “a and b”, “a, b and c” */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** Words that may begin small, as they do after “assay:” on a terminal, as a sentence of their own. */
export function asSentence(words: string): string {
  const text = words.trim();
  const begun = /^\p{Ll}\p{L}*[ ,]/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[\p{L}\p{N})”"]$/u.test(begun) ? `${begun}.` : begun;
}

/** Words from outside inside a sentence: in quotation marks, their direction kept to themselves. */
export function quoted(words: string): string {
  return `“\u2068${words}\u2069”`;
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).filter((part) => part !== "").at(-1) ?? path;
}

/** An address without its percent signs; as it stands where they make no sense. */
export function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function minus(text: string): string {
  // −0.0 is zero to a reader.
  if (/^-0(\.0+)?$/.test(text)) return text.slice(1);
  return text.replace("-", "\u2212");
}
