import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { open, samples } from "./assay.mjs";

/** Presses Tab until the focused element has this name. */
async function tabTo(page, name) {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element?.labels?.[0]?.textContent ?? "";
      return element?.getAttribute("aria-label") ?? (element?.textContent?.trim() || label.trim());
    });
    if (name.test(focused)) return;
  }
  throw new Error(`Tab does not lead to ${name}.`);
}

test("the whole job is done without a mouse", async (t) => {
  const window = await open(t, { empty: true });
  const { page } = window;
  const { keyboard } = page;

  await keyboard.press("Control+i");
  await tabTo(page, /Path of a file or folder/);
  for (const name of ["tickets.csv", "customers.csv", "events.csv"]) {
    await keyboard.type(join(samples, name));
    await keyboard.press("Enter");
  }
  await tabTo(page, /^Import 3 files$/);
  await keyboard.press("Enter");
  await window.outcome.waitFor();

  await keyboard.press("3");
  await page.getByRole("heading", { level: 1, name: "Themes" }).waitFor();
  await keyboard.press("Control+Enter");
  await window.said(/themes? from/);
  const [first, second] = await window.names();
  await tabTo(page, /^Tick /);
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await window.inspector("Theme").waitFor();
  await keyboard.press("ArrowDown");
  const label = page.getByLabel("Label of the theme");
  await page.waitForFunction((name) => document.querySelector("textarea")?.value === name, second);
  await keyboard.press("r");
  await keyboard.type("Named by keyboard");
  await keyboard.press("Enter");
  await window.row("Named by keyboard").waitFor();
  await keyboard.press("Control+z");
  await window.row(second).waitFor();
  assert.equal(await label.inputValue(), second);

  await keyboard.press("a");
  await page.getByRole("heading", { level: 1, name: "Activation" }).waitFor();
  const rule = window.main.getByRole("form", { name: "Activation rule" });
  await rule.waitFor();
  await tabTo(page, /^Event$/);
  await keyboard.type("created");
  await rule.getByText(/whose time is over/).waitFor();
  await tabTo(page, /^Use this rule$/);
  await keyboard.press("Enter");
  await window.said(/activated/);
  await keyboard.press("5");
  await page.getByRole("heading", { level: 1, name: "Priorities" }).waitFor();
  await window.main.getByRole("columnheader", { name: "Points" }).waitFor();

  await page.getByRole("link", { name: first, exact: true }).press("Enter");
  await keyboard.press("n");
  await window.dialog.getByRole("heading", { name: "Plan an action" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
  await keyboard.type("Call them");
  await tabTo(page, /^Add$/);
  await keyboard.press("Enter");
  await window.said(/Added/);
  await keyboard.press("6");
  await page.getByRole("heading", { level: 1, name: "Actions" }).waitFor();
  await window.main.getByRole("link", { name: "Call them" }).waitFor();

  await keyboard.press("Control+k");
  await keyboard.type("report");
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowUp");
  await keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Report" }).waitFor();
  assert.ok(first.length > 0);
});

test("the focus is always to be seen, and stays in a dialog while it is open", async (t) => {
  const window = await open(t);
  const { page } = window;
  for (let presses = 0; presses < 25; presses += 1) {
    await page.keyboard.press("Tab");
    const outline = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return { name: document.activeElement.outerHTML.slice(0, 80), width: style.outlineWidth, kind: style.outlineStyle };
    });
    if (outline.name.startsWith("<body")) continue;
    assert.notEqual(outline.kind, "none", outline.name);
    assert.notEqual(outline.width, "0px", outline.name);
  }
  await page.keyboard.press("?");
  await window.dialog.getByRole("heading", { name: "Keyboard shortcuts" }).waitFor();
  for (let presses = 0; presses < 6; presses += 1) {
    await page.keyboard.press("Tab");
    const inside = await page.evaluate(
      () => document.activeElement === document.body || document.activeElement.closest("dialog") !== null,
    );
    assert.ok(inside);
  }
  await page.keyboard.press("3");
  assert.match(page.url(), /#\/sources|\/$/, "keys do nothing behind a dialog");
  await page.keyboard.press("Escape");
  await window.dialog.waitFor({ state: "detached" });
});
