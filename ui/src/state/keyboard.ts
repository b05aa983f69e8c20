import { perform, VERBS, type Verb } from "./verbs.svelte";

const MAC = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

/** Does the verb a key stands for. Keys pressed while writing stay with the field. */
export function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (document.querySelector("dialog[open]") !== null) return;
  const verb = verbFor(event, isWriting(event.target));
  if (verb !== undefined && perform(verb.id)) event.preventDefault();
}

/** The verb of a key press. While someone writes, only keys with Ctrl count, and undo stays the field's. */
export function verbFor(event: KeyboardEvent, writing: boolean): Verb | undefined {
  const pressed = pressedKeys(event);
  return VERBS.find(({ id, shortcut }) => {
    if (shortcut !== pressed) return false;
    return !writing || (shortcut.startsWith("Mod+") && !id.startsWith("history."));
  });
}

/** A shortcut as people read it. */
export function shortcutLabel(shortcut: string): string {
  const read = shortcut.replace("ArrowUp", "↑").replace("ArrowDown", "↓");
  if (MAC) return read.replace("Mod+", "⌘").replace("Shift+", "⇧");
  return read.replace("Mod+", "Ctrl+");
}

function pressedKeys(event: KeyboardEvent): string {
  if (event.altKey) return "";
  const mod = MAC ? event.metaKey : event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  // Signs such as ? say by themselves that Shift was held; letters and named keys do not.
  if (!mod) return event.shiftKey && /^([A-Z]|..+)$/.test(key) ? `Shift+${key}` : key;
  return event.shiftKey ? `Mod+Shift+${key}` : `Mod+${key}`;
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) {
    return !["checkbox", "radio", "range", "button", "submit"].includes(target.type);
  }
  return target.isContentEditable || target.matches("textarea, select");
}
