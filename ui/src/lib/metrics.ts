import type { Metrics } from "../backend/bindings";

/** A number with its 95 % interval and what it rests on. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
  n: number;
}

/** A metric by its name; undefined where the data cannot carry it. */
export function estimate(metrics: Record<string, unknown>, name: string): Estimate | undefined {
  const found = metrics[name];
  if (!isRecord(found)) return undefined;
  const { value, low, high, n } = found;
  if (![value, low, high, n].every((part) => typeof part === "number")) return undefined;
  return found as unknown as Estimate;
}

/** The same metrics for each value of the segment, or for each cohort, that was asked for. */
export function groupsOf(metrics: Metrics, what: "by" | "cohorts" = "by"): { value: string; metrics: Record<string, unknown> }[] {
  const by = metrics[what];
  if (!isRecord(by) || !Array.isArray(by.groups)) return [];
  return by.groups.filter(isRecord).map((group) => ({ value: String(group.value), metrics: group }));
}

/** A number inside the metrics, by its path; undefined where there is none. */
export function numberAt(metrics: Record<string, unknown>, ...path: string[]): number | undefined {
  let at: unknown = metrics;
  for (const name of path) at = isRecord(at) ? at[name] : undefined;
  return typeof at === "number" ? at : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A stage of the funnel. Null is what the data do not say. */
export interface Stage {
  stage: string;
  reached: number | null;
  /** Customers of the stage before of whom it is known whether they came here. */
  of: number | null;
  conversion: Estimate | null;
  drop_off: Estimate | null;
  /** Share of all at the first stage; for advocacy the product of the shares so far. */
  of_all: number | null;
}

/** A band of the activation score. */
export interface Band {
  band: string;
  customers: number;
  share: number;
  /** Mean revenue; absent where none is known. */
  lifetime_value?: Estimate;
}

/** An early behaviour and how much more often those who show it activate. */
export interface GoldenStep {
  event: string;
  times: number;
  days: number;
  with: number;
  with_activated: number;
  without: number;
  without_activated: number;
  difference: number;
  low: number;
  high: number;
}

/** How many use something. */
export interface Usage {
  event: string;
  ever: Estimate;
  /** Absent without a rule. */
  in_window?: Estimate;
  recent: Estimate;
}

export function funnelOf(metrics: Metrics): Stage[] {
  return isRecord(metrics.funnel) ? listOf<Stage>(metrics.funnel.stages) : [];
}

export function bandsOf(metrics: Metrics): Band[] {
  return listOf<Band>(metrics.activation_score);
}

export function goldenPathOf(metrics: Metrics): GoldenStep[] {
  return listOf<GoldenStep>(metrics.golden_path);
}

export function usageOf(metrics: Metrics): Usage[] {
  return listOf<Usage>(metrics.feature_usage);
}

/** Share of customers that are still there after so many days. */
export function stayingOf(metrics: Metrics): (Omit<Estimate, "n"> & { day: number })[] {
  return isRecord(metrics.lifetime_days) ? listOf(metrics.lifetime_days.staying) : [];
}

function listOf<T>(value: unknown): T[] {
  // The workbench writes these; their shape is that of `assay_analysis::impact::Metrics`.
  return Array.isArray(value) ? (value.filter(isRecord) as T[]) : [];
}
