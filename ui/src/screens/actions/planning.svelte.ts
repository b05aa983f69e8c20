import type { ActionStatus } from "../../backend/bindings";

/** What an action starts from, where it is not empty. */
export interface Start {
  theme: number | null;
  what?: string;
  /** The cause of the suggestion it comes from. */
  suggestion?: string | null;
}

/** The dialog in which an action is written down; it opens over any screen. */
class Planning {
  open = $state(false);
  start = $state.raw<Start>({ theme: null });

  show(theme: number | null, start: Omit<Start, "theme"> = {}): void {
    this.start = { theme, ...start };
    this.open = true;
  }
}

export const planning = new Planning();

/** The columns of the board. */
export const STATUSES: readonly { status: ActionStatus; label: string }[] = [
  { status: "idea", label: "Ideas" },
  { status: "planned", label: "Planned" },
  { status: "doing", label: "Doing" },
  { status: "shipped", label: "Shipped" },
  { status: "dropped", label: "Dropped" },
];
