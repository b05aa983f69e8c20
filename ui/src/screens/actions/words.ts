import type { MonitorVerdict } from "../../backend/bindings";

const CHANGES: Record<MonitorVerdict, string> = {
  improved: "better",
  worse: "worse",
  no_clear_change: "no clear change",
  too_early: "too early to say",
  not_comparable: "nothing to compare with",
};

/** What changed after an action, in a few words. */
export function shortChange(verdict: MonitorVerdict): string {
  return CHANGES[verdict];
}
