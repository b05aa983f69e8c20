import { getCurrentWebview } from "@tauri-apps/api/webview";
import { open, save } from "@tauri-apps/plugin-dialog";
import { droppedFiles, pickBrowserFiles, saveBlob } from "./browser-files";
import type { ExportRequest } from "./bindings";
import { newTask, type CallOptions } from "./call";
import { exported, upload } from "./http";
import { inDesktop } from "./tauri";

/** Whether this window can show the system's own dialogs for files. */
export const hasNativeDialogs: boolean = inDesktop();

export interface SaveChoice {
  title: string;
  name: string;
  extension: string;
}

/** Lets the person choose files to read; the paths, or none when they think better of it. */
export async function pickFiles(): Promise<string[]> {
  if (!hasNativeDialogs) return uploadAll(await pickBrowserFiles(false));
  return asList(await open({ title: "Import files", multiple: true }));
}

/** Lets the person choose a folder; in a browser its files are handed over one by one. */
export async function pickFolder(): Promise<string[]> {
  if (!hasNativeDialogs) return uploadAll(await pickBrowserFiles(true));
  return asList(await open({ title: "Import a folder", directory: true }));
}

/** Lets the person choose a project file; desktop only. */
export async function pickProject(): Promise<string | null> {
  const [path] = asList(
    await open({ title: "Open a project", filters: [{ name: "Assay project", extensions: ["assay"] }] }),
  );
  return path ?? null;
}

/** Lets the person choose where to save; desktop only. */
export async function pickSave(choice: SaveChoice): Promise<string | null> {
  return save({
    title: choice.title,
    defaultPath: choice.name,
    filters: [{ name: choice.extension, extensions: [choice.extension] }],
  });
}

/** Has an export written and puts it into the browser's downloads. */
export async function downloadExport(name: string, request: ExportRequest, { signal }: CallOptions): Promise<void> {
  saveBlob(name, await exported(request, newTask(), signal));
}

/** Offers a file to the browser's downloads. */
export function download(name: string, content: Blob): void {
  saveBlob(name, content);
}

export interface DropHandlers {
  /** Something that could be dropped is over the window, or no longer is. */
  over: (over: boolean) => void;
  /** The paths of what was dropped; a browser first has to hand the files over. */
  dropped: (paths: Promise<string[]>) => void;
}

/** Watches for files dropped on the window; the function given back ends it. */
export function onDrop(handlers: DropHandlers): () => void {
  return hasNativeDialogs ? onDesktopDrop(handlers) : onBrowserDrop(handlers);
}

function onDesktopDrop(handlers: DropHandlers): () => void {
  const stop = getCurrentWebview().onDragDropEvent(({ payload }) => {
    handlers.over(payload.type === "enter" || payload.type === "over");
    if (payload.type === "drop" && payload.paths.length > 0) {
      handlers.dropped(Promise.resolve(payload.paths));
    }
  });
  return () => void stop.then((end) => end());
}

function onBrowserDrop(handlers: DropHandlers): () => void {
  const ending = new AbortController();
  const listen = (type: string, act: (event: DragEvent) => void) =>
    window.addEventListener(type, (event) => act(event as DragEvent), { signal: ending.signal });
  listen("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    handlers.over(true);
  });
  listen("dragleave", (event) => {
    if (event.relatedTarget === null) handlers.over(false);
  });
  listen("drop", (event) => {
    handlers.over(false);
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    handlers.dropped(droppedFiles(event.dataTransfer).then(uploadAll));
  });
  return () => ending.abort();
}

async function uploadAll(files: File[]): Promise<string[]> {
  const paths: string[] = [];
  for (const file of files) paths.push(await upload(file));
  return paths;
}

function asList(chosen: string | string[] | null): string[] {
  if (chosen === null) return [];
  return Array.isArray(chosen) ? chosen : [chosen];
}
