import type { ThemeSummary } from "../../backend/bindings";

export type Column = "label" | "items" | "customers" | "negative_share";

export interface Row {
  theme: ThemeSummary;
  /** 1 for a theme that stands under another one of the list. */
  depth: 0 | 1;
}

/**
 * The themes in order of a column, or else as they are given, each under its parent where that is in
 * the list.
 */
export function ordered(themes: readonly ThemeSummary[], column: Column | undefined): Row[] {
  const compare =
    column === undefined
      ? () => 0
      : column === "label"
      ? (a: ThemeSummary, b: ThemeSummary) => a.label.localeCompare(b.label)
      : (a: ThemeSummary, b: ThemeSummary) => b[column] - a[column] || a.id - b.id;
  const known = new Set(themes.map(({ id }) => id));
  const isChild = ({ parent }: ThemeSummary) => parent !== null && known.has(parent);
  const children = new Map<number | null, ThemeSummary[]>();
  for (const theme of themes.filter(isChild)) {
    children.set(theme.parent, [...(children.get(theme.parent) ?? []), theme]);
  }
  const rows: Row[] = [];
  for (const theme of themes.filter((one) => !isChild(one)).sort(compare)) {
    rows.push({ theme, depth: 0 });
    for (const child of (children.get(theme.id) ?? []).sort(compare)) rows.push({ theme: child, depth: 1 });
  }
  return rows;
}
