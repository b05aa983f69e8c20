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

/** Where a theme stands: under which parent, and the how manieth there. */
export interface Place {
  parent: number | null;
  position: number;
}

/** The place one step up or down among its brothers, or none at an end of them. */
export function placeBeside(themes: readonly ThemeSummary[], theme: ThemeSummary, step: -1 | 1): Place | undefined {
  const { brothers, parent, before } = family(themes, theme);
  const at = brothers.findIndex(({ id }) => id === theme.id) + step;
  return at < 0 || at >= brothers.length ? undefined : { parent, position: before + at };
}

/** The place before or after another theme; none where the theme cannot stand or stands already. */
export function placeAt(themes: readonly ThemeSummary[], theme: ThemeSummary, other: ThemeSummary, after: boolean): Place | undefined {
  if (theme.group !== other.group) return undefined;
  const { brothers, parent, before } = family(themes, other);
  if (parent !== null && themes.some((one) => one.parent === theme.id)) return undefined;
  const others = brothers.filter(({ id }) => id !== theme.id);
  const at = others.findIndex(({ id }) => id === other.id) + (after ? 1 : 0);
  return brothers[at]?.id === theme.id ? undefined : { parent, position: before + at };
}

/** Those of the same sort under the same parent, in their order. Groups stand behind the themes beside them. */
function family(themes: readonly ThemeSummary[], theme: ThemeSummary): { brothers: ThemeSummary[]; parent: number | null; before: number } {
  const known = new Set(themes.map(({ id }) => id));
  const above = (one: ThemeSummary) => (one.parent !== null && known.has(one.parent) ? one.parent : null);
  const parent = above(theme);
  const all = themes.filter((one) => above(one) === parent);
  const brothers = all.filter(({ group }) => group === theme.group);
  return { brothers, parent, before: theme.group ? all.length - brothers.length : 0 };
}
