import assert from "node:assert/strict";
import { test } from "node:test";
import { assay, open, soon } from "./assay.mjs";

const actions = async (window) => (await window.call("actions_list")).value;

test("an action is planned for a theme, moved over the board, and taken back", async (t) => {
  const window = await open(t);
  const { page } = window;
  const [theme] = assay("rank", window.place.project).themes;
  await window.go("Priorities");
  await window.select(theme.label);
  await window.inspector("Priority").getByRole("button", { name: "Plan an action…" }).click();
  await window.dialog.getByLabel("What will be done").fill("Send the invite again");
  await window.dialog.getByLabel("Who does it").fill("Ada");
  await window.dialog.getByLabel("Effort, in your unit").fill("2.5");
  await window.dialog.getByRole("button", { name: "Add" }).click();
  await window.said(/Added/);

  await window.go("Actions");
  const column = (name) => window.main.getByRole("region", { name });
  await column("Ideas").getByRole("link", { name: "Send the invite again" }).waitFor();
  await column("Ideas").getByRole("listitem").dragTo(column("Doing"));
  await column("Doing").getByRole("link", { name: "Send the invite again" }).click();
  const [doing] = await actions(window);
  assert.deepEqual([doing.status, doing.owner, doing.effort, doing.theme], ["doing", "Ada", 2.5, theme.id]);

  await window.inspector("Action").getByLabel("Status").selectOption("planned");
  await column("Planned").getByRole("link", { name: "Send the invite again" }).waitFor();
  await window.inspector("Action").getByRole("button", { name: "Remove" }).click();
  await column("Planned").getByRole("link").waitFor({ state: "detached" });
  await page.keyboard.press("Control+z");
  await column("Planned").getByRole("link", { name: "Send the invite again" }).waitFor();
});

test("what has shipped shows before and after, with its interval", async (t) => {
  const window = await open(t);
  const [theme] = assay("rank", window.place.project).themes;
  await window.call("actions_add", { theme: theme.id, what: "Mend it" });
  await window.page.reload();
  await window.go("Actions");
  await window.select("Mend it");
  const inspector = window.inspector("Action");
  await inspector.getByLabel("Shipped on").fill("2026-05-01");
  await inspector.getByText(/^Before and after/).waitFor();
  const [watched] = await soon(async () => {
    const found = (await window.call("actions_monitor", { action: null })).value;
    assert.equal(found.length, 1);
    return found;
  });
  const { before, after } = watched.mentions;
  const rows = inspector.getByRole("table").first().getByRole("row");
  await rows.filter({ hasText: `${before.count} of ${before.people}` }).waitFor();
  await rows.filter({ hasText: `${after.count} of ${after.people}` }).waitFor();
  await inspector.getByText(watched.mentions.sentence).waitFor();
});
