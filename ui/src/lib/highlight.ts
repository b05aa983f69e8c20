export interface Piece {
  text: string;
  hit: boolean;
}

/** The words of a search, folded as the full-text index folds them: no case, no accents. */
export function searchWords(query: string): string[] {
  return fold(query).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The text in pieces; those that the search found are marked. The last word may be unfinished. */
export function highlight(text: string, query: string): Piece[] {
  const words = searchWords(query);
  if (words.length === 0) return [{ text, hit: false }];
  const unfinished = /[\p{L}\p{N}]$/u.test(query) ? words.at(-1) : undefined;
  const whole = new Set(words);
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const word = fold(match[0]);
    if (!whole.has(word) && !(unfinished !== undefined && word.startsWith(unfinished))) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), hit: false });
    from = match.index + match[0].length;
    pieces.push({ text: match[0], hit: true });
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false });
  return pieces;
}

/** A stretch of the text that begins shortly before the first hit, for one line of a list. */
export function excerpt(text: string, query: string, before = 40): string {
  const line = text.replace(/\s+/gu, " ").trim();
  const pieces = highlight(line, query);
  const first = pieces.findIndex(({ hit }) => hit);
  if (first < 1) return line;
  const start = pieces[0]?.text.length ?? 0;
  if (start <= before) return line;
  const cut = line.indexOf(" ", start - before);
  return `… ${line.slice(cut === -1 || cut >= start ? start : cut + 1)}`;
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();
}
