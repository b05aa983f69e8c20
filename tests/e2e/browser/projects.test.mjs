import assert from "node:assert/strict";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { open } from "./assay.mjs";

test("another project is created, and the first one opened again", async (t) => {
  const window = await open(t);
  await window.go("Themes");
  await window.page.keyboard.press("Control+o");
  const path = join(window.place.folder, "second");
  await window.dialog.getByLabel("Path of the new project").fill(path);
  await window.dialog.getByRole("button", { name: "Create" }).click();
  await window.main.getByText("Bring in what customers say").waitFor();
  assert.ok(existsSync(`${path}.assay`));

  await window.page.keyboard.press("Control+o");
  await window.dialog.getByRole("button", { name: "demo", exact: true }).click();
  await window.row("tickets.csv").waitFor();
});

test("a recent project whose file has gone says so, and is offered no more", async (t) => {
  const window = await open(t);
  await window.page.keyboard.press("Control+o");
  const gone = join(window.place.folder, "gone");
  await window.dialog.getByLabel("Path of the new project").fill(gone);
  await window.dialog.getByRole("button", { name: "Create" }).click();
  await window.main.getByText("Bring in what customers say").waitFor();
  await window.page.keyboard.press("Control+o");
  await window.dialog.getByRole("button", { name: "demo", exact: true }).click();
  await window.row("tickets.csv").waitFor();
  rmSync(`${gone}.assay`);
  await window.page.keyboard.press("Control+o");
  const recent = window.dialog.getByRole("button", { name: "gone", exact: true });
  await recent.click();
  assert.match(await window.messages.getByRole("alert").innerText(), /gone\.assay/);
  await recent.waitFor({ state: "detached" });
  await window.page.keyboard.press("Escape");
  await window.row("tickets.csv").waitFor();
});

test("a file that is no project is refused in a sentence, and the open one stays", async (t) => {
  const window = await open(t);
  const path = join(window.place.folder, "notes.assay");
  writeFileSync(path, "these are my notes");
  await window.page.keyboard.press("Control+o");
  await window.dialog.getByLabel("Path of the project to open").fill(path);
  await window.dialog.getByRole("button", { name: "Open", exact: true }).click();
  assert.match(await window.messages.getByRole("alert").innerText(), /notes\.assay/);
  await window.page.keyboard.press("Escape");
  await window.row("tickets.csv").waitFor();
});

test("the project file is checked, the run's hash included", async (t) => {
  const window = await open(t);
  await window.page.keyboard.press("Control+k");
  await window.page.keyboard.type("check");
  await window.page.keyboard.press("Enter");
  await window.dialog.getByText("All is well.").waitFor({ timeout: 60_000 });
});

test("a page without its key says how to get one", async (t) => {
  const window = await open(t);
  const stranger = await window.page.context().browser().newContext();
  const page = await stranger.newPage();
  const response = await page.goto(new URL("/", window.place.address).href);
  assert.equal(response.status(), 403);
  assert.match(await page.innerText("body"), /assay serve/);
});

test("whoever is new looks at the sample, and finds it as it was left", async (t) => {
  const window = await open(t, { empty: true });
  await window.main.getByRole("button", { name: "Look at the sample first" }).click();
  await window.row("tickets.csv").waitFor({ timeout: 60_000 });
  const { path, undo } = (await window.call("project_info")).value;
  assert.equal(path, join(window.place.folder, "Assay sample", "sample.assay"));
  await window.undo.click();
  await window.said(/^Undone/);
  await window.page.keyboard.press("Control+o");
  await window.dialog.getByRole("button", { name: "demo", exact: true }).click();
  await window.main.getByText("Bring in what customers say").waitFor();
  await window.dialog.waitFor({ state: "detached" });
  await window.page.keyboard.press("Control+o");
  await window.dialog.getByRole("button", { name: "Try the sample" }).click();
  await window.row("tickets.csv").waitFor();
  assert.equal((await window.call("project_info")).value.redo, undo, "what was undone in it still is");
});

test("the list of commands says what undo would take back", async (t) => {
  const window = await open(t);
  const { undo } = (await window.call("project_info")).value;
  await window.page.keyboard.press("Control+k");
  await window.page.keyboard.type("undo");
  await window.dialog.getByRole("option", { name: `Undo: ${undo}` }).waitFor();
});

test("a backup is restored in one step, and that is taken back in one", async (t) => {
  const window = await open(t);
  await window.go("Themes");
  const [first] = await window.names();
  await window.page.keyboard.press("Control+k");
  await window.page.keyboard.type("make a backup");
  await window.page.keyboard.press("Enter");
  await window.said(/^Backup made/);
  await window.select(first);
  const label = window.page.getByLabel("Label of the theme");
  await label.fill("Something else");
  await label.press("Enter");
  await window.main.getByRole("link", { name: "Something else", exact: true }).waitFor();

  await window.page.locator("main h1").click();
  await window.page.keyboard.press("Control+k");
  await window.page.keyboard.type("restore the last");
  await window.page.keyboard.press("Enter");
  await window.said(/^Restored/);
  await window.main.getByRole("link", { name: first, exact: true }).waitFor();
  assert.equal((await window.call("themes_list")).value.some(({ label }) => label === "Something else"), false);

  await window.messages.getByRole("button", { name: "Take it back" }).click();
  await window.main.getByRole("link", { name: "Something else", exact: true }).waitFor();
});
