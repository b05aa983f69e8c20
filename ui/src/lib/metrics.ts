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

/** The same metrics for each value of the segment that was asked for. */
export function groupsOf(metrics: Metrics): { value: string; metrics: Record<string, unknown> }[] {
  const by = metrics.by;
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
