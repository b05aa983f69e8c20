import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assay, open, samples, soon } from "./assay.mjs";

test("an empty project says what to do, and a file comes in by its path", async (t) => {
  const window = await open(t, { empty: true });
  await window.main.getByText("Bring in what customers say").waitFor();
  await window.openImport();
  await window.addPath(join(samples, "tickets.csv"));
  assert.equal(await window.dialog.getByLabel("Read as").inputValue(), "ticket");
  assert.equal(await window.dialog.getByLabel("Role of description").inputValue(), "text");
  assert.equal(await window.dialog.getByRole("table").getByRole("row").count(), 6, "a head and five rows");

  await window.startImport();
  const outcome = await window.outcome.innerText();
  const [source] = (await window.call("sources_list")).value;
  assert.match(outcome, new RegExp(`tickets\\.csv: ${source.items}\\spieces of feedback from ${source.rows}\\srows`));
  assert.deepEqual(await window.names(), ["tickets.csv"]);
});

test("the role of a column can be changed, and the reason says by whom", async (t) => {
  const window = await open(t, { empty: true });
  await window.openImport();
  await window.addPath(join(samples, "tickets.csv"));
  const role = window.dialog.getByLabel("Role of channel");
  assert.equal(await role.inputValue(), "segment");
  await role.selectOption("ignore");
  await window.dialog.getByText("set by you").waitFor();
  await window.startImport();
  await window.outcome.waitFor();

  // What was decided is remembered for the next file of that shape.
  await window.openImport();
  await window.addPath(join(samples, "tickets.csv"));
  assert.equal(await window.dialog.getByLabel("Role of channel").inputValue(), "ignore");
});

test("files chosen in the browser are handed over and imported together", async (t) => {
  const window = await open(t, { empty: true });
  await window.openImport();
  const chooser = window.page.waitForEvent("filechooser");
  await window.dialog.getByRole("button", { name: "Choose files…" }).click();
  await (await chooser).setFiles([join(samples, "customers.csv"), join(samples, "events.csv")]);
  await window.dialog.getByRole("button", { name: "Import 2 files" }).click();
  await window.outcome.waitFor();
  assert.deepEqual(await window.names(), ["customers.csv", "events.csv"]);
  const { counts } = (await window.call("project_info")).value;
  assert.equal(counts.customers, 1500);
  assert.ok(counts.events > 10_000);
});

test("a file dropped on the window opens its preview", async (t) => {
  const window = await open(t, { empty: true });
  const text = readFileSync(join(samples, "reviews.csv"), "utf8");
  const data = await window.page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "reviews.csv", { type: "text/csv" }));
    return transfer;
  }, text);
  await window.page.dispatchEvent("body", "dragover", { dataTransfer: data });
  await window.page.getByText("Drop to import").waitFor();
  await window.page.dispatchEvent("body", "drop", { dataTransfer: data });
  await window.dialog.getByRole("region", { name: "Preview" }).getByRole("table").waitFor();
  await window.startImport();
  await window.outcome.waitFor();
  assert.deepEqual(await window.names(), ["reviews.csv"]);
});

test("a folder dropped on the window is read with what lies in its folders", async (t) => {
  const window = await open(t, { empty: true });
  const folder = join(window.place.folder, "exports");
  mkdirSync(join(folder, "older"), { recursive: true });
  copyFileSync(join(samples, "reviews.csv"), join(folder, "reviews.csv"));
  copyFileSync(join(samples, "tickets.csv"), join(folder, "older", "tickets.csv"));
  // A drop of files from the desktop, folders included, is made by the debugger alone.
  const debug = await window.page.context().newCDPSession(window.page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  const both = window.dialog.getByRole("button", { name: "Import 2 files" });
  // The first drop of a page is sometimes taken for the end of another drag.
  await soon(async () => {
    for (const type of ["dragEnter", "dragOver", "drop"]) await debug.send("Input.dispatchDragEvent", { type, x: 500, y: 300, data });
    await both.waitFor({ timeout: 2000 });
  });
  await both.click();
  await window.outcome.waitFor();
  assert.deepEqual(await window.names(), ["reviews.csv", "tickets.csv"]);
});

test("each part of the sentence leads to the rows it is about", async (t) => {
  const window = await open(t, { empty: true });
  const file = join(window.place.folder, "survey.csv");
  writeFileSync(
    file,
    "respondent_id,date,comment\n" +
      "R1,2026-03-01,The import stops at row 200 without a word\n" +
      "R2,2026-03-02,n/a\n" +
      "R3,2026-03-02,\"Call me at +44 20 7946 0958, the invoices are wrong\"\n" +
      "R4,2026-03-03,Nothing works on my phone in the cellar\n",
  );
  await window.openImport();
  await window.addPath(file);
  await window.startImport();
  await window.outcome.getByRole("link", { name: /said nothing/ }).click();
  const ledger = window.inspector("Source").getByRole("list", { name: "Entries of the ledger" });
  await soon(async () => assert.equal(await ledger.getByRole("listitem").count(), 1));
  assert.match(await ledger.innerText(), /Row 3/);
  assert.match(window.page.url(), /what=no_answer/);

  await window.inspector("Source").getByRole("button", { name: /^Details replaced/ }).click();
  await ledger.getByText("Row 4").waitFor();
  await window.inspector("Source").getByRole("button", { name: "All" }).click();
  await ledger.getByRole("listitem").nth(1).waitFor();
});

test("names from a list are replaced as well, and a key keeps what stood there", async (t) => {
  const window = await open(t, { empty: true });
  const [file, words, key] = ["survey.csv", "words.txt", "key.json"].map((name) => join(window.place.folder, name));
  writeFileSync(file, "comment\nAsk Wilhelmina about the invoices\nThe invoices of anna@example.com are late\n");
  writeFileSync(words, "Wilhelmina\n");
  await window.openImport();
  await window.addPath(file);
  await window.dialog.getByText("Names and other words as well").click();
  await window.dialog.getByLabel("A file with further words to replace").fill(words);
  await window.dialog.getByLabel("A file to keep what is replaced in").fill(key);
  await window.startImport();
  await window.outcome.waitFor();
  const texts = assay("items", window.place.project).map(({ text }) => text);
  assert.ok(texts.every((text) => !/Wilhelmina|anna@/.test(text)), texts.join("; "));
  const kept = readFileSync(key, "utf8");
  assert.ok(kept.includes("Wilhelmina") && kept.includes("anna@example.com"), kept);
});

test("the same file again adds nothing", async (t) => {
  const window = await open(t);
  const before = await window.names();
  await window.openImport();
  await window.addPath(join(samples, "reviews.csv"));
  await window.startImport();
  assert.match(await window.outcome.innerText(), /reviews\.csv: Nothing new; \d+ were known already/);
  const items = assay("items", window.place.project);
  const { counts } = (await window.call("project_info")).value;
  assert.equal(counts.items, items.length);
  assert.ok((await window.names()).length <= before.length + 1);
});

test("a file that is not there is a sentence beside the field", async (t) => {
  const window = await open(t, { empty: true });
  await window.openImport();
  await window.addPath(join(window.place.folder, "missing.csv"));
  const alert = window.dialog.getByRole("alert");
  assert.match(await alert.innerText(), /missing\.csv/);
  await window.startImport();
  assert.match(await window.messages.getByRole("alert").innerText(), /missing\.csv/);
  // The dialog comes back with the file, so that the path can be mended.
  await window.dialog.getByRole("heading", { name: "Import" }).waitFor();
  assert.equal((await window.call("project_info")).value.counts.sources, 0);
});

test("a folder is imported file by file, and says which could not be read and why", async (t) => {
  const window = await open(t, { empty: true });
  const folder = join(window.place.folder, "exports");
  mkdirSync(folder);
  copyFileSync(join(samples, "reviews.csv"), join(folder, "reviews.csv"));
  writeFileSync(join(folder, "picture.csv"), Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
  await window.openImport();
  await window.addPath(folder);
  await window.dialog.getByRole("list", { name: "Files in the folder" }).getByText("reviews.csv").waitFor();
  await window.startImport();
  await window.outcome.waitFor();
  const said = await window.outcome.getByRole("listitem").allInnerTexts();
  assert.equal(said.length, 2);
  assert.match(said[0], /^picture\.csv: not imported\. .*picture/s);
  assert.match(said[1], /^reviews\.csv: \d+\spieces of feedback/);
  assert.deepEqual(await window.names(), ["reviews.csv"]);
});

test("a source is removed and brought back", async (t) => {
  const window = await open(t);
  const before = await window.names();
  await window.select("reviews.csv");
  await window.inspector("Source").getByRole("button", { name: "Remove this source" }).click();
  await window.said(/Removed/);
  await window.row("reviews.csv").waitFor({ state: "detached" });
  assert.equal((await window.names()).length, before.length - 1);
  await window.undo.click();
  await window.row("reviews.csv").waitFor();
  assert.deepEqual(await window.names(), before);
});

test("a source is imported again from where it was, and only what is new is added", async (t) => {
  const window = await open(t);
  await window.select("tickets.csv");
  const before = (await window.call("project_info")).value.counts.items;
  await window.inspector("Source").getByRole("button", { name: "Import again…" }).click();
  await window.dialog.getByRole("table").waitFor();
  assert.equal(await window.dialog.getByLabel("Read as").inputValue(), "ticket");
  await window.startImport();
  await window.outcome.getByText(/known already/).waitFor();
  assert.equal((await window.call("project_info")).value.counts.items, before);
});

test("the preview begins with what is read, and says what that is in a sentence", async (t) => {
  const window = await open(t, { empty: true });
  await window.openImport();
  await window.addPath(join(samples, "tickets.csv"));
  const { columns } = (await window.call("sources_preview", { path: join(samples, "tickets.csv"), kind: null, map: [] })).value;
  const left = columns.filter(({ role }) => role === "ignore");
  const heads = await window.dialog.getByRole("columnheader").allInnerTexts();
  assert.deepEqual(heads.slice(heads.length - left.length).map((text) => text.split("\n")[0]), left.map(({ name }) => name));
  const text = columns.find(({ role }) => role === "text").name;
  await window.dialog.getByText(new RegExp(`^Feedback is read from .*${text}`)).waitFor();
});

test("a question in other words joins the one before, unless it is to stay apart", async (t) => {
  const window = await open(t, { empty: true });
  const survey = (name, question) => {
    const path = join(window.place.folder, name);
    const rows = ["The reports are slow", "Nobody answers the telephone", "I like the templates"];
    writeFileSync(path, `Response ID,"${question}"\n${rows.map((text, at) => `${name}-${at},${text} of ${name}`).join("\n")}\n`);
    return path;
  };
  const [first, second, third] = [
    survey("a.csv", "What should we improve in 2024?"),
    survey("b.csv", "What should we improve in 2025?"),
    survey("c.csv", "What should we improve in 2026?"),
  ];
  const questions = async () => (await window.call("items_facets", {})).value.questions.map(({ label }) => label).sort();
  const bringIn = async (path, apart) => {
    await window.openImport();
    await window.addPath(path);
    await window.dialog.getByLabel("Keep questions apart").setChecked(apart);
    await window.startImport();
    await soon(async () => assert.ok((await window.call("sources_list")).value.some((source) => source.path === path)));
    await window.dialog.waitFor({ state: "detached" });
  };
  await bringIn(first, false);
  await bringIn(second, false);
  assert.deepEqual(await questions(), ["What should we improve in 2024?"]);
  await bringIn(third, true);
  assert.deepEqual(await questions(), ["What should we improve in 2024?", "What should we improve in 2026?"]);
});
