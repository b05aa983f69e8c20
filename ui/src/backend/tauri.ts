import { Channel, invoke } from "@tauri-apps/api/core";
import type { Answer, CallOptions, Progress } from "./call";
import { asCallError } from "./errors";

/** Whether the window runs inside the desktop shell. */
export function inDesktop(): boolean {
  return "__TAURI_INTERNALS__" in globalThis;
}

/** Calls the workbench through the desktop shell. */
export async function overTauri(
  name: string,
  request: unknown,
  task: string,
  options: CallOptions,
): Promise<Answer<unknown>> {
  const onProgress = new Channel<Progress>();
  onProgress.onmessage = (progress) => options.onProgress?.(progress);
  const cancel = () => void invoke("cancel", { task });
  options.signal?.addEventListener("abort", cancel);
  try {
    return await invoke<Answer<unknown>>("call", { name, request, task, onProgress });
  } catch (thrown) {
    throw asCallError(thrown);
  } finally {
    options.signal?.removeEventListener("abort", cancel);
  }
}
