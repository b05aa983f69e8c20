import { SvelteMap } from "svelte/reactivity";
import { project } from "./project.svelte";

/**
 * Everything that can be done, once. The palette, the keyboard, the list of shortcuts
 * and the desktop's menu all read this list; a verb works where a component has bound it.
 */
export const VERBS = [
  { id: "go.sources", label: "Go to Sources", shortcut: "1" },
  { id: "go.passages", label: "Go to Passages", shortcut: "2" },
  { id: "go.themes", label: "Go to Themes", shortcut: "3" },
  { id: "go.activation", label: "Go to Activation", shortcut: "4" },
  { id: "go.priorities", label: "Go to Priorities", shortcut: "5" },
  { id: "go.actions", label: "Go to Actions", shortcut: "6" },
  { id: "go.report", label: "Go to Report", shortcut: "7" },
  { id: "sources.import", label: "Import files…", shortcut: "Mod+I" },
  { id: "sources.again", label: "Import the selected source again…", shortcut: "Shift+I" },
  { id: "sources.remove", label: "Remove the selected source", shortcut: "Delete" },
  { id: "themes.analyze", label: "Find themes", shortcut: "Mod+Enter" },
  { id: "themes.broader", label: "Show broader themes", shortcut: "[" },
  { id: "themes.finer", label: "Show finer themes", shortcut: "]" },
  { id: "themes.runs", label: "Runs, and what changed…", shortcut: "D" },
  { id: "themes.map", label: "Show the themes as a list or a map", shortcut: "V" },
  { id: "themes.choose", label: "Draw round passages on the map", shortcut: "G" },
  { id: "themes.create", label: "New theme from words or examples…", shortcut: "C" },
  { id: "themes.rename", label: "Rename the selected theme", shortcut: "R" },
  { id: "themes.merge", label: "Merge the selected theme into another…", shortcut: "M" },
  { id: "themes.split", label: "Split the selected theme…", shortcut: "S" },
  { id: "themes.arrange", label: "Put the selected theme under another…", shortcut: "P" },
  { id: "themes.up", label: "Move the selected theme up in the list", shortcut: "Shift+ArrowUp" },
  { id: "themes.down", label: "Move the selected theme down in the list", shortcut: "Shift+ArrowDown" },
  { id: "themes.lock", label: "Lock or unlock the selected theme", shortcut: "L" },
  { id: "themes.hide", label: "Hide the selected theme", shortcut: "H" },
  { id: "passages.search", label: "Search the feedback", shortcut: "/" },
  { id: "passages.next", label: "Next passage", shortcut: "J" },
  { id: "passages.previous", label: "Previous passage", shortcut: "K" },
  { id: "passages.tick", label: "Tick or untick the selected passage", shortcut: "X" },
  { id: "passages.copy", label: "Copy the ticked passages as quotes", shortcut: "Q" },
  { id: "passages.filter", label: "Show or hide the filters", shortcut: "F" },
  { id: "passages.tag", label: "Add a theme to the selected passage or words", shortcut: "T" },
  { id: "passages.words", label: "Choose words of the passage to mark", shortcut: "W" },
  { id: "activation.rule", label: "Set the activation rule", shortcut: "A" },
  { id: "actions.add", label: "Plan an action…", shortcut: "N" },
  { id: "actions.remove", label: "Remove the selected action", shortcut: "Shift+N" },
  { id: "report.save", label: "Save the report…", shortcut: "Mod+S" },
  { id: "report.template", label: "Edit the template of the report…", shortcut: "E" },
  { id: "report.copy", label: "Copy the report", shortcut: "Shift+C" },
  { id: "history.undo", label: "Undo", shortcut: "Mod+Z" },
  { id: "history.redo", label: "Redo", shortcut: "Mod+Shift+Z" },
  { id: "project.open", label: "Open another project…", shortcut: "Mod+O" },
  { id: "project.new", label: "New project…", shortcut: "Mod+N" },
  { id: "project.sample", label: "Try the sample", shortcut: "Shift+S" },
  { id: "project.export", label: "Export…", shortcut: "Mod+E" },
  { id: "project.verify", label: "Check the project file", shortcut: "Shift+V" },
  { id: "project.backup", label: "Make a backup of the project", shortcut: "Shift+B" },
  { id: "project.restore", label: "Restore the last backup", shortcut: "Shift+R" },
  { id: "view.inspector", label: "Show or hide the inspector", shortcut: "I" },
  { id: "view.palette", label: "All commands", shortcut: "Mod+K" },
  { id: "view.shortcuts", label: "Keyboard shortcuts", shortcut: "?" },
] as const satisfies readonly { id: string; label: string; shortcut: string }[];

export type VerbId = (typeof VERBS)[number]["id"];
export type Verb = (typeof VERBS)[number];

/** The menus of the desktop, by the first word of a verb's id. Every verb is in one of them. */
export const MENUS: readonly { title: string; nouns: readonly string[] }[] = [
  { title: "File", nouns: ["project", "sources", "report"] },
  { title: "Edit", nouns: ["history"] },
  { title: "Passages", nouns: ["passages"] },
  { title: "Themes", nouns: ["themes"] },
  { title: "Priorities", nouns: ["activation", "actions"] },
  { title: "View", nouns: ["go", "view"] },
];

const bound = new SvelteMap<VerbId, () => void>();

/**
 * Says what a verb does as long as the component lives. A `run` that gives null stands
 * for “not now”. To be called while a component is set up.
 */
export function bind(id: VerbId, run: () => (() => void) | null): void {
  $effect(() => {
    const now = run();
    if (now === null) return;
    bound.set(id, now);
    return () => {
      if (bound.get(id) === now) bound.delete(id);
    };
  });
}

/** Does a verb, if it can be done now; says whether it could. */
export function perform(id: string): boolean {
  const run = bound.get(id as VerbId);
  run?.();
  return run !== undefined;
}

/** What a verb is called now: undo and redo name what they take back or bring back. */
export function labelNow({ id, label }: Verb): string {
  const what = id === "history.undo" ? project.info?.undo : id === "history.redo" ? project.info?.redo : null;
  return what == null ? label : `${label}: ${what}`;
}

/** Every verb with its name now and whether it can be done, for the desktop's menu. */
export function menuNow(): { id: VerbId; label: string; possible: boolean }[] {
  return VERBS.map((verb) => ({ id: verb.id, label: labelNow(verb), possible: bound.has(verb.id) }));
}

/** The verbs that can be done now, in the order of the list. */
export function possible(): Verb[] {
  return VERBS.filter(({ id }) => bound.has(id));
}
