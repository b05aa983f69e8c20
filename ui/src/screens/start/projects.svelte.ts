import type { ProjectInfo } from "../../backend/bindings";
import { act } from "../../state/act";
import { touchAll } from "../../state/live.svelte";
import { project } from "../../state/project.svelte";
import { route } from "../../state/route.svelte";
import { Stored } from "../../state/stored.svelte";

const KEEP = 6;

/** Paths of projects opened lately, newest first. */
export const recent = new Stored<string[]>("recent-projects", []);

/** The dialog that opens another project while one is open. */
export const switching = $state({ open: false });

export async function openProject(path: string): Promise<void> {
  await enter("project_open", path.trim(), "Opening");
}

/** Makes a project file; a path without an ending gets the usual one. */
export async function createProject(path: string): Promise<void> {
  const trimmed = path.trim();
  await enter("project_create", /\.[^./\\]+$/.test(trimmed) ? trimmed : `${trimmed}.assay`, "Creating");
}

/** Opens the sample that comes with Assay; the first time it is made. */
export async function openSample(): Promise<void> {
  show(await act("project_sample", { folder: null }, { title: "Making the sample" }));
}

export function remember(path: string): void {
  if (recent.value[0] === path) return;
  recent.value = [path, ...recent.value.filter((one) => one !== path)].slice(0, KEEP);
}

async function enter(name: "project_open" | "project_create", path: string, title: string): Promise<void> {
  if (path === "" || path === ".assay") return;
  const info = await act(name, { path }, { title });
  if (info === undefined) {
    recent.value = recent.value.filter((one) => one !== path);
    return;
  }
  show(info);
}

function show(info: ProjectInfo | undefined): void {
  if (info === undefined) return;
  switching.open = false;
  project.show(info);
  route.forget();
  touchAll();
}
