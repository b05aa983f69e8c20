import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./assay.mjs";

/** The map of the demo, and what the workbench says of it. */
async function openMap(t, options) {
  const window = await open(t, options);
  await window.go("Themes");
  await window.page.keyboard.press("v");
  await window.mapLabels.first().waitFor();
  const map = (await window.call("themes_map")).value;
  return { window, map, themes: map.themes.filter(({ group }) => !group) };
}

/** Where the address says that the map is looked at. */
const placeOf = (window) => new URLSearchParams(new URL(window.page.url()).hash.split("?")[1]).get("at");

/** The same once the map has stopped. */
async function placeAtRest(window) {
  await window.main.locator('[aria-label="Map of passages"][aria-busy="false"]').waitFor();
  return placeOf(window);
}

/** The colours of the picture, so many different ones at least where points are drawn. */
const coloursOf = (window) =>
  window.map.locator("canvas").evaluate((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });

/** Where each name on the map stands; no two of them may meet. */
async function boxesOfNames(window) {
  const boxes = await window.mapLabels.evaluateAll((labels) =>
    labels.map((label) => ({ name: label.innerText, finer: label.classList.contains("finer"), ...label.getBoundingClientRect().toJSON() })),
  );
  for (const [at, a] of boxes.entries()) {
    for (const b of boxes.slice(at + 1)) {
      const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      assert.ok(apart, `“${a.name}” and “${b.name}” meet`);
    }
  }
  return boxes;
}

test("the map is drawn, with names that lie over no other, and says the same as a table", async (t) => {
  const { window, themes } = await openMap(t);
  assert.ok((await coloursOf(window)) > 50, "points are drawn in the colours of their themes");
  const boxes = await boxesOfNames(window);
  assert.ok(boxes.length > 3);
  await window.main.getByText("Colours, and the map as a table").click();
  const rows = window.main.getByRole("row");
  const most = themes.toSorted((a, b) => b.points - a.points)[0];
  assert.equal(await rows.count(), themes.filter(({ points }) => points > 0).length + 1);
  const first = await rows.nth(1).innerText();
  assert.ok(first.includes(most.label) && first.includes(most.similar[0]?.label ?? ""), first);
});

test("a theme is chosen by its name, by pointer or by keys, and the map keeps it", async (t) => {
  const { window, themes } = await openMap(t);
  const name = await window.mapLabels.first().innerText();
  await window.mapLabels.first().focus();
  await window.page.keyboard.press("Enter");
  await window.inspector("Theme").waitFor();
  assert.equal(await window.page.getByRole("textbox", { name: "Label of the theme" }).inputValue(), name);
  await window.page.keyboard.press("v");
  await window.row(name).waitFor();
  assert.equal(await window.row(name).getByRole("link").getAttribute("aria-current"), "true");
  assert.ok(themes.length > 0);
});

test("one comes nearer and moves by keys, and the address remembers where", async (t) => {
  const { window } = await openMap(t);
  await window.map.focus();
  for (const key of ["+", "+", "+", "ArrowRight", "ArrowDown"]) await window.page.keyboard.press(key);
  const at = await placeAtRest(window);
  await window.go("Priorities");
  await window.page.goBack();
  await window.mapLabels.first().waitFor();
  assert.equal(placeOf(window), at);
  await window.map.focus();
  await window.page.keyboard.press("0");
  await window.page.waitForFunction(() => !location.hash.includes("at="));
});

for (const scheme of ["light", "dark"]) {
  test(`names of finer themes appear as one comes nearer, and their passages can be chosen: ${scheme}`, async (t) => {
    const { window } = await openMap(t, { scheme });
    assert.ok((await boxesOfNames(window)).every(({ finer }) => !finer), "from afar there are themes alone");
    await window.map.focus();
    let [seen, middle] = [new Set(), await window.map.boundingBox()];
    for (let step = 0; step < 4; step += 1) {
      await window.page.keyboard.press("+");
      await placeAtRest(window);
      // What lies inside is asked for at the first step.
      await window.page.waitForLoadState("networkidle");
      const boxes = await boxesOfNames(window);
      const near = boxes.filter(({ left, right, top, bottom }) => left > middle.x + 200 && right < middle.x + middle.width - 200 && top > middle.y + 150 && bottom < middle.y + middle.height - 150);
      const names = new Set(boxes.map(({ name }) => name));
      const away = [...seen].filter((name) => !names.has(name));
      assert.deepEqual(away, [], "what stood in the middle is still there");
      // One step multiplies distances by 1.4: half of that from the middle stays in sight.
      seen = new Set(near.filter(({ left, right }) => Math.abs((left + right) / 2 - middle.x - middle.width / 2) < middle.width / 4).map(({ name }) => name));
    }
    const finer = window.map.locator("button.finer").first();
    const said = await finer.getAttribute("title");
    const [count] = said.match(/\d+(?=\D*$)/);
    await finer.click();
    const chosen = window.inspector("Chosen passages");
    await chosen.getByRole("heading", { level: 2, name: new RegExp(`^${count}\\D+chosen$`) }).waitFor();
  });
}

test("a passage is read where it lies, and opens beside the map", async (t) => {
  const { window } = await openMap(t);
  const spot = await window.mapPoint();
  await window.page.mouse.move(spot.x, spot.y);
  await window.map.locator(".card .words").waitFor();
  const words = (await window.map.locator(".card .words").innerText()).trim();
  await window.page.mouse.click(spot.x, spot.y);
  const passage = window.inspector("Passage");
  await passage.getByRole("list", { name: "Themes of this passage" }).waitFor();
  const text = (await passage.innerText()).replace(/\s+/g, " ");
  assert.ok(text.includes(words.split(/\s+/).slice(0, 3).join(" ")), `${text} has ${words}`);
  await passage.getByRole("link", { name: "Close" }).click();
  await passage.waitFor({ state: "detached" });
});

test("passages that are drawn round are tagged together, and that is taken back", async (t) => {
  const { window, themes } = await openMap(t);
  await window.page.keyboard.press("g");
  const box = await window.map.boundingBox();
  const corners = [[0.1, 0.1], [0.9, 0.1], [0.9, 0.5], [0.1, 0.5], [0.1, 0.1]];
  const at = ([x, y]) => [box.x + x * box.width, box.y + y * box.height];
  await window.page.mouse.move(...at(corners[0]));
  await window.page.mouse.down();
  for (const corner of corners.slice(1)) await window.page.mouse.move(...at(corner), { steps: 4 });
  await window.page.mouse.up();
  const chosen = window.inspector("Chosen passages");
  const heading = await chosen.getByRole("heading", { level: 2 }).innerText();
  const count = Number(heading.replace(/\D/g, ""));
  assert.ok(count > 5, heading);

  const theme = themes.at(-1);
  const before = (await window.call("themes_show", { id: theme.id })).value.summary.passages;
  const field = chosen.getByRole("combobox", { name: "Move the chosen passages to a theme" });
  await field.fill(theme.label);
  await field.press("Enter");
  await window.said(/Moved/);
  const after = (await window.call("themes_map")).value.themes.find(({ id }) => id === theme.id).points;
  assert.ok(after >= count, `${after} of at least ${count}`);
  await window.undo.click();
  await window.said(/Undone/);
  assert.equal((await window.call("themes_show", { id: theme.id })).value.summary.passages, before);

  // Without a pointer: what is in view.
  await window.main.getByRole("button", { name: "Choose all in view" }).click();
  await chosen.getByRole("heading", { level: 2 }).getByText(/passages chosen/).waitFor();
  await window.map.focus();
  await window.page.keyboard.press("Escape");
  await chosen.waitFor({ state: "detached" });
});
