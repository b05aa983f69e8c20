import { count, day } from "./format";

/** Somebody's words and where they stand. */
export interface Cited {
  text: string;
  source: string;
  row: number | null;
  customer: string | null;
  time: number | null;
}

/** Quotes as text for a slide or a document: the words, and below them where they stand. */
export function asQuotes(quotes: readonly Cited[]): string {
  return quotes.map((quote) => `“${quote.text.trim()}”\n— ${cited(quote)}`).join("\n\n");
}

function cited({ source, row, customer, time }: Cited): string {
  const parts = [source, row === null ? "" : `row ${count(row)}`, customer ?? "", time === null ? "" : day(time)];
  return parts.filter((part) => part !== "").join(", ");
}
