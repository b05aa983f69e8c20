import type { ActivationOptions, ActivationRequest } from "../../backend/bindings";

/** The rule as the form has it; blanks that are not filled are empty or null. */
export interface Draft {
  /** Whether an event makes a customer activated, or a column of the customer file says so. */
  by: "event" | "column";
  event: string;
  column: string;
  times: number | null;
  distinctDays: boolean;
  /** Null is unlimited, here and below. */
  span: number | null;
  within: number | null;
}

const USUAL_WINDOW_DAYS = 14;

export function draftOf(rule: ActivationRequest | null, options: ActivationOptions): Draft {
  if (rule === null) {
    return {
      by: options.events.length > 0 ? "event" : "column",
      event: "",
      column: "",
      times: 1,
      distinctDays: false,
      span: null,
      within: USUAL_WINDOW_DAYS,
    };
  }
  return {
    by: rule.event === null && rule.column !== null ? "column" : "event",
    event: rule.event ?? "",
    column: rule.column ?? "",
    times: rule.times ?? 1,
    distinctDays: rule.distinct_days ?? false,
    span: rule.span_days,
    within: rule.within_days,
  };
}

/** What to ask of the workbench; null as long as a blank that matters is empty or makes no sense. */
export function requestOf(draft: Draft, present: ActivationRequest | null): ActivationRequest | null {
  const days = [draft.span, draft.within];
  if (!days.every((value) => value === null || isWhole(value))) return null;
  const common = {
    within_days: draft.within,
    as_of: present?.as_of ?? null,
    strata: present?.strata ?? null,
  };
  if (draft.by === "column") {
    if (draft.column === "") return null;
    return { column: draft.column, event: null, times: null, distinct_days: false, span_days: null, ...common };
  }
  if (draft.event === "" || draft.times === null || !isWhole(draft.times)) return null;
  return {
    column: null,
    event: draft.event,
    times: draft.times,
    distinct_days: draft.distinctDays,
    span_days: draft.span,
    ...common,
  };
}

/** Whether two rules make the same customers activated; what is adjusted for is no part of it. */
export function sameRule(a: ActivationRequest, b: ActivationRequest | null): boolean {
  if (b === null) return false;
  if (a.column !== b.column || a.event !== b.event || a.within_days !== b.within_days) return false;
  // Days only matter for more than one occasion, occasions only for an event.
  if (a.event === null) return true;
  if ((a.times ?? 1) !== (b.times ?? 1)) return false;
  if ((a.times ?? 1) === 1) return true;
  return (a.distinct_days ?? false) === (b.distinct_days ?? false) && a.span_days === b.span_days;
}

function isWhole(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}
