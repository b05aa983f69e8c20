import { listen } from "@tauri-apps/api/event";
import { inDesktop } from "./tauri";

/** Hears which entry of the desktop's menu was chosen, by the verb it stands for. */
export function onMenu(run: (verb: string) => void): () => void {
  if (!inDesktop()) return () => undefined;
  const stop = listen<string>("menu", (event) => run(event.payload));
  return () => void stop.then((end) => end());
}
