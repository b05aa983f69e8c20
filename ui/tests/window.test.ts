// @vitest-environment jsdom

import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import App from "../src/App.svelte";
import { CallError } from "../src/backend/errors";
import { projectInfo, useFake, type Answers } from "../src/backend/fake";
import { route } from "../src/state/route.svelte";
import { toasts } from "../src/state/toasts.svelte";
import { aTheme } from "./a-theme";

const HOSTILE = "<img src=x onerror=alert(1)> \u202egnp.exe";
let app: ReturnType<typeof mount> | undefined;

beforeEach(() => {
  // jsdom knows no modal dialogs and no layout.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
  Element.prototype.scrollIntoView = () => undefined;
  route.forget();
});

afterEach(async () => {
  if (app !== undefined) await unmount(app);
  app = undefined;
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  document.body.replaceChildren();
});

/** What the screens ask besides what a test is about. */
const QUIET: Answers = {
  project_info: () => projectInfo(),
  sources_list: () => [],
  themes_hidden: () => [],
  themes_levels: () => ({ levels: [], current: null }),
  themes_trends: () => ({ unit: "week", bins: [], compared: null, notes: [], themes: [] }),
  themes_trend: ({ id }) => ({
    id,
    label: "",
    unit: "week",
    points: [],
    change: {
      verdict: "not_enough_data",
      sentence: "",
      before: { n: 0, of: 0 },
      after: { n: 0, of: 0 },
      difference: null,
      low: null,
      high: null,
      p_value: null,
      q_value: null,
      method: "",
    },
    compared: null,
    notes: [],
  }),
  segments_of_theme: () => [],
  memos_list: () => [],
  suggestions_for: ({ id }) => ({ theme: id, label: "", suggestions: [], note: null }),
};

function open(answers: Answers, changed?: Parameters<typeof useFake>[1]) {
  const fake = useFake({ ...QUIET, ...answers }, changed);
  app = mount(App, { target: document.body });
  return fake;
}

async function see(text: string | RegExp): Promise<void> {
  await vi.waitFor(() => {
    flushSync();
    if (typeof text === "string") expect(document.body.textContent).toContain(text);
    else expect(document.body.textContent).toMatch(text);
  });
}

const theme = (id: number, label: string) =>
  aTheme(id, { label, keywords: ["mail"], items: 10 * id, customers: 5, passages: 12, negative_share: 0.5 });

const DETAIL = { machine_label: null, quotes: [], kinds: [], months: [], moods: [], neighbours: [], similar: [] };

test("without a project one can open or create one", async () => {
  open({
    project_info: () => {
      throw new CallError("no-project", "No project is open.");
    },
  });
  await see("Open a project");
  await see("Start a new one");
  expect(document.querySelector('[role="alert"]'), "that none is open is no error").toBeNull();
});

test("a project that cannot be opened says why on the first page", async () => {
  open({
    project_info: () => {
      throw new CallError("newer-file", "feedback.assay was made by a newer Assay.");
    },
  });
  await see("was made by a newer Assay");
});

test("an empty project says what to do", async () => {
  open({});
  await see("Bring in what customers say");
});

test("words from outside are text, whatever they are", async () => {
  open({ themes_list: () => [theme(1, HOSTILE)], themes_show: () => ({ ...DETAIL, summary: theme(1, HOSTILE) }) });
  route.go("themes", { theme: 1 });
  await see(HOSTILE);
  expect(document.querySelector("img")).toBeNull();
});

test("what a write touched is read again, nothing else", async () => {
  let label = "Old name";
  const fake = open(
    {
      themes_list: () => [theme(1, label)],
      themes_show: () => ({ ...DETAIL, summary: theme(1, label) }),
      themes_rename: (request) => {
        label = request.label;
        return [];
      },
    },
    (name) => (name === "themes_rename" ? ["themes"] : []),
  );
  route.go("themes", { theme: 1 });
  await see("Old name");
  const field = document.querySelector<HTMLTextAreaElement>('textarea[aria-label="Label of the theme"]');
  if (field === null) throw new Error("The label has no field.");
  const before = fake.calls.filter(({ name }) => name === "themes_list").length;
  field.focus();
  field.value = "New  name ";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  await see("Renamed to “\u2068New name\u2069”.");
  expect(fake.calls.find(({ name }) => name === "themes_rename")?.request).toEqual({ id: 1, label: "New name" });
  expect(fake.calls.filter(({ name }) => name === "themes_list").length).toBe(before + 1);
});

test("an error is a sentence with a way on, and the rest stays", async () => {
  let fail = true;
  open({
    themes_list: () => [theme(1, "Invoices"), theme(2, "Sync")],
    themes_show: ({ id }) => ({ ...DETAIL, summary: theme(id, "x") }),
    themes_lock: () => {
      if (fail) throw new CallError("disk-full", "The disk is full; nothing was changed.");
      return [];
    },
  });
  route.go("themes", { theme: 1 });
  await see("Lock");
  const lock = [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Lock");
  lock?.click();
  await see("The disk is full; nothing was changed.");
  expect(document.body.textContent).toContain("Invoices");
  fail = false;
  [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Try again")?.click();
  await see(/Locked .*Invoices/);
});

test("keys lead to the screens", async () => {
  open({ themes_list: () => [theme(1, "Invoices")] });
  await see("Sources");
  window.dispatchEvent(new KeyboardEvent("keydown", { key: "3" }));
  await see("Invoices");
  expect(location.hash).toBe("#/themes");
});
