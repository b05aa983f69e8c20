// @vitest-environment jsdom

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { onKey, shortcutLabel, verbFor } from "../src/state/keyboard";
import { MENUS, VERBS } from "../src/state/verbs.svelte";

/** What the desktop builds its menu from. */
const MENU = join(import.meta.dirname, "../../src-tauri/src/menu.json");

const key = (init: KeyboardEventInit) => new KeyboardEvent("keydown", init);

test("no two verbs share a name, a label or a key", () => {
  for (const part of ["id", "label", "shortcut"] as const) {
    const values = VERBS.map((verb) => verb[part]);
    expect(new Set<string>(values).size, part).toBe(values.length);
    expect(values, `each has its ${part}`).not.toContain("");
  }
});

test("the desktop's menu is made of the verbs, each in one place", () => {
  const noun = (id: string) => id.split(".")[0] ?? "";
  const menus = MENUS.map(({ title, nouns }) => ({
    title,
    groups: nouns.map((one) => VERBS.filter(({ id }) => noun(id) === one).map(({ id, label }) => ({ id, label }))),
  }));
  const ids = menus.flatMap(({ groups }) => groups.flat().map(({ id }) => id));
  expect([...ids].sort()).toEqual(VERBS.map(({ id }) => id).sort());
  const written = `${JSON.stringify(menus, null, 2)}\n`;
  if (process.env.UPDATE_MENU) writeFileSync(MENU, written);
  expect(readFileSync(MENU, "utf8"), "run: UPDATE_MENU=1 npm run unit -- verbs").toBe(written);
});

test("keys find their verbs", () => {
  expect(verbFor(key({ key: "3" }), false)?.id).toBe("go.themes");
  expect(verbFor(key({ key: "z", ctrlKey: true }), false)?.id).toBe("history.undo");
  expect(verbFor(key({ key: "Z", ctrlKey: true, shiftKey: true }), false)?.id).toBe("history.redo");
  expect(verbFor(key({ key: "r" }), false)?.id).toBe("themes.rename");
  expect(verbFor(key({ key: "R", shiftKey: true }), false)?.id).toBe("project.restore");
  expect(verbFor(key({ key: "R" }), false)?.id, "with the capitals locked").toBe("themes.rename");
  expect(verbFor(key({ key: "ArrowUp", shiftKey: true }), false)?.id).toBe("themes.up");
  expect(verbFor(key({ key: "?", shiftKey: true }), false)?.id).toBe("view.shortcuts");
  expect(verbFor(key({ key: "r", altKey: true }), false)).toBeUndefined();
});

test("whoever writes is left alone", () => {
  expect(verbFor(key({ key: "3" }), true)).toBeUndefined();
  expect(verbFor(key({ key: "z", ctrlKey: true }), true), "undo is the field's").toBeUndefined();
  expect(verbFor(key({ key: "k", ctrlKey: true }), true)?.id).toBe("view.palette");
});

test("a key that means nothing goes its way", () => {
  const event = new KeyboardEvent("keydown", { key: "q", cancelable: true });
  onKey(event);
  expect(event.defaultPrevented).toBe(false);
});

test("shortcuts read as people write them", () => {
  expect(shortcutLabel("Mod+Shift+Z")).toBe("Ctrl+Shift+Z");
});
