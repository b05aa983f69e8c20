import type { Span } from "../../backend/bindings";
import { highlight } from "../../lib/highlight";

/** A stretch of text of which every letter is marked alike. */
export interface MarkedPiece {
  /** Its first place in the whole text, in UTF-16 code units. */
  at: number;
  text: string;
  /** A search found it. */
  hit: boolean;
  /** The marks it lies in. */
  spans: readonly Span[];
}

/** The text between two places, cut wherever a mark or a hit begins or ends. */
export function markedPieces(
  text: string,
  from: number,
  to: number,
  spans: readonly Span[],
  search: string,
): MarkedPiece[] {
  const here = spans.filter(({ start, end }) => start < to && end > from);
  const edges = here.flatMap(({ start, end }) => [start, end]).filter((edge) => edge > from && edge < to);
  const cuts = [...new Set([from, ...edges, to])].sort((a, b) => a - b);
  const pieces: MarkedPiece[] = [];
  const hits = hitRanges(text.slice(from, to), search).map(([start, end]) => [start + from, end + from] as const);
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const [start, end] = [cuts[index] ?? from, cuts[index + 1] ?? to];
    const inside = here.filter((span) => span.start <= start && span.end >= end);
    let at = start;
    for (const [first, last] of hits) {
      const [hitStart, hitEnd] = [Math.max(first, start), Math.min(last, end)];
      if (hitStart >= hitEnd) continue;
      if (hitStart > at) pieces.push({ at, text: text.slice(at, hitStart), hit: false, spans: inside });
      pieces.push({ at: hitStart, text: text.slice(hitStart, hitEnd), hit: true, spans: inside });
      at = hitEnd;
    }
    if (at < end) pieces.push({ at, text: text.slice(at, end), hit: false, spans: inside });
  }
  return pieces;
}

/** The words of a text as places, for choosing them one by one. */
export function wordRanges(text: string): [number, number][] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}’'-]+/gu)].map((match) => [match.index, match.index + match[0].length]);
}

function hitRanges(text: string, search: string): [number, number][] {
  if (search === "") return [];
  const ranges: [number, number][] = [];
  let at = 0;
  for (const piece of highlight(text, search)) {
    if (piece.hit) ranges.push([at, at + piece.text.length]);
    at += piece.text.length;
  }
  return ranges;
}
