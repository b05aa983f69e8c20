import { POINTS, RATINGS, type Differences } from "../../lib/format";

/** What themes are linked with, in the words of its numbers. */
export interface Outcome {
  /** As the workbench takes it. */
  value: string;
  /** As it is chosen, and said: “difference in churn”. */
  noun: string;
  /** Head of a column: those with the outcome. */
  yes: string;
  /** What one with it, or without, is said to have done. */
  did: string;
  didNot: string;
  /** Head of what is lost where a theme is raised; none where it cannot be counted. */
  lost: string | null;
  /** How its differences are read. */
  differences: Differences;
}

/** The days at which customers can be asked to be still there. */
export const RETAINED_DAYS = [7, 30, 60, 90, 180, 365];

const ACTIVATED: Outcome = {
  value: "activated",
  noun: "activation",
  yes: "Activated",
  did: "activated",
  didNot: "not activated",
  lost: "Activations lost",
  differences: POINTS,
};

/** All that can be asked for. Its first is what is shown when nothing is said. */
export const OUTCOMES: readonly Outcome[] = [
  ACTIVATED,
  { value: "churned", noun: "churn", yes: "Left", did: "left", didNot: "stayed", lost: "Customers lost", differences: POINTS },
  {
    value: "recommended",
    noun: "recommendation",
    yes: "Recommend",
    did: "would recommend",
    didNot: "would not recommend",
    lost: "Recommendations lost",
    differences: POINTS,
  },
  ...RETAINED_DAYS.map((days) => ({
    value: `retained:${days}`,
    noun: `still being there after ${days} days`,
    yes: "Stayed",
    did: "stayed",
    didNot: "left",
    lost: "Customers lost",
    differences: POINTS,
  })),
  { value: "rating", noun: "ratings", yes: "Rating", did: "", didNot: "", lost: null, differences: RATINGS },
];

/** The outcome of a ranking; activation for one that is not known. */
export function outcomeOf(value: string | undefined): Outcome {
  return OUTCOMES.find((one) => one.value === value) ?? ACTIVATED;
}

/** Whether it is a mean of numbers and not a share of people. */
export function isRating(outcome: Outcome): boolean {
  return outcome.differences === RATINGS;
}
