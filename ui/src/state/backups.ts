import { act } from "./act";
import { toasts } from "./toasts.svelte";

/** Makes a backup, which stays until its file is removed. */
export async function backUp(): Promise<void> {
  await act("backups_make", null, {
    title: "Making a backup",
    say: ({ name }) => `Backup made: ${name}`,
  });
}

/** Makes the project what it was at a backup: the one of this name, or the newest of another state. */
export async function restore(name?: string): Promise<void> {
  const done = await act("backups_restore", name === undefined ? {} : { name }, { title: "Restoring a backup" });
  if (done === undefined) return;
  const { restored, before } = done;
  const back = before && { label: "Take it back", run: () => void restore(before.name) };
  toasts.done(`Restored: ${restored.name}`, back ?? undefined);
}
