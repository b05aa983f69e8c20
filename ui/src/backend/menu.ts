import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { inDesktop } from "./tauri";

/** Hears which entry of the desktop's menu was chosen, by the verb it stands for. */
export function onMenu(run: (verb: string) => void): () => void {
  if (!inDesktop()) return () => undefined;
  const stop = listen<string>("menu", (event) => run(event.payload));
  return () => void stop.then((end) => end());
}

/** Tells the desktop's menu what its entries are called now, and which of them can be chosen. */
export function showMenu(entries: readonly { id: string; label: string; possible: boolean }[]): void {
  if (inDesktop()) void invoke("menu", { entries });
}
