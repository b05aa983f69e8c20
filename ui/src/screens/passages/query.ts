import type { ItemQuery } from "../../backend/bindings";
import { quoted } from "../../lib/format";
import { asideLabel, kindLabel, languageLabel } from "../../lib/words";
import type { Params } from "../../state/route.svelte";

/** Filters of the address that are words as they stand. */
const WORDS = ["kind", "question", "language", "customer", "sentiment", "aside", "after", "before"] as const;
const FLAGS = ["weak", "untagged"] as const;
const NUMBERS = ["theme", "source"] as const;
/** A segment is a parameter of its own: `in.plan=Team`. */
const SEGMENT = "in.";

export interface Named {
  id: number;
  label: string;
}

/** What the window knows the names of, to read a filter that was typed. */
export interface Known {
  themes: readonly Named[];
  sources: readonly Named[];
  segments: readonly string[];
}

export interface Chip {
  /** The parameter of the address that it stands for. */
  param: string;
  name: string;
  value: string;
}

/** What to ask of the workbench for an address. */
export function queryOf(params: Params): ItemQuery {
  const query: ItemQuery = {};
  if (params.search) query.search = params.search;
  for (const name of WORDS) if (params[name]) query[name] = params[name];
  for (const name of FLAGS) if (params[name]) query[name] = true;
  for (const name of NUMBERS) {
    const value = Number.parseInt(params[name] ?? "", 10);
    if (!Number.isNaN(value)) query[name] = value;
  }
  const segments = Object.entries(params)
    .filter(([name, value]) => name.startsWith(SEGMENT) && value !== "")
    .map(([name, value]) => ({ name: name.slice(SEGMENT.length), value }));
  if (segments.length > 0) query.segments = segments;
  return query;
}

/** The parameters of an address that filter, to be kept under a name; not the selection. */
export function filterParams(params: Params): Params {
  return Object.fromEntries(Object.entries(params).filter(([name]) => name === "search" || isFilter(name)));
}

/** The filters of an address as people read them. The words of the search are in its field. */
export function chipsOf(params: Params, known: Known): Chip[] {
  return Object.entries(params)
    .filter(([name, value]) => isFilter(name) && value !== "")
    .map(([param, value]) => {
      if (param.startsWith(SEGMENT)) return { param, name: param.slice(SEGMENT.length), value };
      return { param, name: LABELS[param] ?? param, value: valueLabel(param, value, known) };
    });
}

export interface Typed {
  /** What stays in the field: the words, and what is still being written. */
  words: string;
  /** Filters that were written out. */
  params: Params;
  /** What could not be understood, a sentence. */
  problem?: string;
}

/**
 * Takes the filters out of what was typed: `invite plan:team theme:"Slow on large files"`.
 * The last word stays as it is until a space or Enter (`done`) ends it.
 */
export function typedQuery(typed: string, known: Known, done: boolean): Typed {
  const result: Typed = { words: "", params: {} };
  result.words = typed.replace(
    /(?<=^|\s)([\p{L}_][\p{L}\p{N}_.-]*):(?:"([^"]*)"|([^\s"]+))(\s+|$)/gu,
    (whole, key: string, inQuotes: string | undefined, bare: string | undefined, end: string) => {
      if (end === "" && !done && inQuotes === undefined) return whole;
      const read = filterOf(key, inQuotes ?? bare ?? "", known);
      if (read === undefined) return whole;
      if (typeof read === "string") {
        result.problem = read;
        return whole;
      }
      Object.assign(result.params, read);
      return "";
    },
  );
  return result;
}

/** The parameter for a segment. */
export function segmentParam(name: string): string {
  return SEGMENT + name;
}

const LABELS: Record<string, string> = {
  theme: "theme",
  source: "source",
  kind: "kind",
  question: "question",
  customer: "person",
  sentiment: "sentiment",
  language: "language",
  aside: "set aside",
  after: "from",
  before: "before",
  weak: "tag",
  untagged: "tag",
};

const SENTIMENTS = ["negative", "neutral", "positive"];
const ASIDES: Record<string, string> = { nothing: "no_answer", boilerplate: "boilerplate", repeat: "repeat", trimmed: "trimmed" };
const DAY = /^\d{4}(-\d{2}(-\d{2})?)?$/;

function isFilter(name: string): boolean {
  return name in LABELS || name.startsWith(SEGMENT);
}

function valueLabel(param: string, value: string, known: Known): string {
  const named = (list: readonly Named[]) => list.find(({ id }) => String(id) === value)?.label ?? value;
  switch (param) {
    case "theme":
      return named(known.themes);
    case "source":
      return named(known.sources);
    case "kind":
      return kindLabel(value);
    case "language":
      return languageLabel(value);
    case "aside":
      return asideLabel(value);
    case "weak":
      return "weak";
    case "untagged":
      return "none";
    default:
      return value;
  }
}

/** The parameters of one filter; a sentence when its value makes no sense, undefined when it is no filter. */
function filterOf(key: string, value: string, known: Known): Params | string | undefined {
  const name = key.toLowerCase();
  const find = (list: readonly Named[], what: string): Named | string => {
    const wanted = value.toLowerCase();
    const found =
      list.find(({ label }) => label.toLowerCase() === wanted) ??
      list.find(({ label }) => label.toLowerCase().startsWith(wanted));
    return found ?? `No ${what} is called ${quoted(value)}.`;
  };
  switch (name) {
    case "theme":
    case "source": {
      const found = find(name === "theme" ? known.themes : known.sources, name);
      return typeof found === "string" ? found : { [name]: String(found.id) };
    }
    case "kind":
    case "question":
      return { [name]: value };
    case "person":
    case "customer":
      return { customer: value };
    case "sentiment":
    case "mood":
      return SENTIMENTS.includes(value) ? { sentiment: value } : `A sentiment is ${SENTIMENTS.join(", ")}.`;
    case "aside": {
      const why = ASIDES[value.toLowerCase()];
      return why === undefined ? `Set aside is ${Object.keys(ASIDES).join(", ")}.` : { aside: why };
    }
    case "language":
      return { language: value.toLowerCase() };
    case "after":
    case "from":
    case "before":
      if (!DAY.test(value)) return `Write a day as 2025-06-14, a month as 2025-06 or a year as 2025.`;
      return { [name === "before" ? "before" : "after"]: value };
    case "is":
    case "tag":
      if (value === "weak") return { weak: "1" };
      if (["untagged", "none"].includes(value)) return { untagged: "1" };
      return "A tag can be weak or none.";
    default: {
      const segment = known.segments.find((one) => one.toLowerCase() === name);
      return segment === undefined ? undefined : { [segmentParam(segment)]: value };
    }
  }
}
