import type { ThemeSummary } from "../../backend/bindings";
import { count, counted, listed, quoted } from "../../lib/format";
import { act } from "../../state/act";
import { route } from "../../state/route.svelte";
import type { Place } from "./order";

/** The dialog that is open over the themes. */
type Asking =
  | { what: "merge"; themes: number[] }
  | { what: "split"; theme: ThemeSummary }
  | { what: "arrange"; theme: ThemeSummary }
  | { what: "drop"; theme: ThemeSummary; onto: ThemeSummary }
  | { what: "runs" }
  | undefined;

class Editing {
  asking = $state.raw<Asking>(undefined);
  /** Themes ticked in the list, to be merged. */
  ticked = $state.raw<ReadonlySet<number>>(new Set());

  tick(id: number, on: boolean): void {
    const next = new Set(this.ticked);
    if (on) next.add(id);
    else next.delete(id);
    this.ticked = next;
  }
}

export const editing = new Editing();

/** Gives a theme a label; false when that failed. */
export async function rename(theme: ThemeSummary, label: string): Promise<boolean> {
  const given = label.trim();
  if (given === theme.label) return true;
  const renamed = await act(
    "themes_rename",
    { id: theme.id, label: given },
    {
      title: "Renaming",
      say: () => (given === "" ? "The theme has its found label again." : `Renamed to ${quoted(given)}.`),
      undoable: true,
    },
  );
  return renamed !== undefined;
}

export async function merge(into: ThemeSummary, others: readonly ThemeSummary[]): Promise<void> {
  const merged = await act(
    "themes_merge",
    { into: into.id, themes: others.map(({ id }) => id) },
    {
      title: "Merging",
      say: () => `Merged ${listed(others.map(({ label }) => quoted(label)))} into ${quoted(into.label)}.`,
      undoable: true,
    },
  );
  if (merged === undefined) return;
  editing.ticked = new Set();
  route.set({ theme: into.id }, { replace: true });
}

export async function split(theme: ThemeSummary, parts: number | null): Promise<void> {
  await act(
    "themes_split",
    { id: theme.id, parts },
    { title: "Splitting", say: () => `Split ${quoted(theme.label)}.`, undoable: true },
  );
}

export async function lock(theme: ThemeSummary): Promise<void> {
  const locked = !theme.locked;
  await act(
    "themes_lock",
    { id: theme.id, locked },
    {
      title: locked ? "Locking" : "Unlocking",
      say: () =>
        locked
          ? `Locked ${quoted(theme.label)}: later runs leave it as it is.`
          : `Unlocked ${quoted(theme.label)}.`,
      undoable: true,
    },
  );
}

export async function hide(theme: ThemeSummary): Promise<void> {
  const hidden = await act(
    "themes_hide",
    { id: theme.id, hidden: true },
    {
      title: "Hiding",
      say: () => `Hid ${quoted(theme.label)} from lists and rankings.`,
      undoable: true,
    },
  );
  if (hidden !== undefined) route.set({ theme: null }, { replace: true });
}

export async function show(theme: ThemeSummary): Promise<void> {
  await act(
    "themes_hide",
    { id: theme.id, hidden: false },
    { title: "Showing", say: () => `${quoted(theme.label)} is in lists and rankings again.`, undoable: true },
  );
}

/** Puts a theme under another, under a new group, or, with neither, at the top. */
export async function arrange(theme: ThemeSummary, under: { parent?: ThemeSummary; name?: string }): Promise<void> {
  const where = under.parent?.label ?? under.name;
  await act(
    "themes_arrange",
    { themes: [theme.id], parent: under.parent?.id, new_parent: under.name },
    {
      title: "Arranging",
      say: () => (where === undefined ? `${quoted(theme.label)} stands at the top.` : `Put ${quoted(theme.label)} under ${quoted(where)}.`),
      undoable: true,
    },
  );
}

/** Gives a theme another place among those under the same parent; the others keep theirs. */
export async function move(theme: ThemeSummary, place: Place): Promise<void> {
  await act(
    "themes_arrange",
    { themes: [theme.id], parent: place.parent ?? undefined, position: place.position },
    { title: "Arranging", say: () => `Moved ${quoted(theme.label)}.`, undoable: true },
  );
}

export async function strike(theme: ThemeSummary, keyword: string): Promise<void> {
  await act(
    "themes_strike",
    { id: theme.id, keyword, struck: true },
    { title: "Striking out", say: () => `Struck ${quoted(keyword)} out.`, undoable: true },
  );
}

/** Shows the themes of another level of granularity; nothing is read again. */
export async function recut(level: number): Promise<void> {
  await act(
    "themes_recut",
    { level },
    { title: "Cutting the themes", say: ({ themes }) => `${counted(themes, "theme")} at this granularity.`, undoable: true },
  );
}

/** Finds themes anew. `granularity` 1 is the default; `exactly` asks for a number of themes instead. */
export async function analyze(granularity: number, exactly: number | null): Promise<void> {
  await act(
    "themes_analyze",
    { granularity, themes: exactly, seed: null, encoder: null },
    {
      title: "Finding themes",
      say: (report) => {
        const parts = [
          report.continued > 0 ? `${count(report.continued)} as before` : "",
          report.new.length > 0 ? `${count(report.new.length)} new` : "",
          report.gone.length > 0 ? `${count(report.gone.length)} gone` : "",
        ].filter((part) => part !== "");
        const changes = report.continued > 0 || report.gone.length > 0 ? `: ${listed(parts)}` : "";
        return `${counted(report.themes, "theme")} from ${counted(report.passages, "passage")}${changes}.`;
      },
      undoable: true,
    },
  );
}
