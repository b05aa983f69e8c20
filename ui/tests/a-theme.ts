import type { ThemeSummary } from "../src/backend/bindings";

/** A theme as the list has it, for tests. */
export function aTheme(id: number, part: Partial<ThemeSummary> = {}): ThemeSummary {
  const strong = { items: 0, customers: 0, passages: 0, negative_share: 0 };
  return {
    id,
    label: `Theme ${id}`,
    keywords: [],
    parent: null,
    position: null,
    group: false,
    items: 0,
    customers: 0,
    passages: 0,
    weak: 0,
    negative_share: 0,
    strong,
    locked: false,
    renamed: false,
    made: false,
    hidden: false,
    ...part,
  };
}
