import type { Calls, Noun, Progress } from "./bindings";
import { CallError } from "./errors";
import { overHttp } from "./http";
import { inDesktop, overTauri } from "./tauri";
import { turn } from "./turns";

export type { Noun, Progress };

export interface Answer<T> {
  value: T;
  changed: Noun[];
}

export interface CallOptions {
  onProgress?: (progress: Progress) => void;
  /** Aborting asks the workbench to stop; the call then ends with the code `cancelled`. */
  signal?: AbortSignal;
}

/** What carries a call to the workbench. */
export type Transport = (
  name: string,
  request: unknown,
  task: string,
  options: CallOptions,
) => Promise<Answer<unknown>>;

let transport: Transport = inDesktop() ? overTauri : overHttp;

/** The one door to the workbench. */
export async function call<N extends keyof Calls>(
  name: N,
  request: Calls[N]["request"],
  options: CallOptions = {},
): Promise<Answer<Calls[N]["response"]>> {
  if (options.signal?.aborted) throw new CallError("cancelled", "Cancelled.");
  const answer = await transport(name, request, newTask(), options);
  return answer as Answer<Calls[N]["response"]>;
}

/**
 * Reads what is shown, when it is its turn, so that what a person does never waits for it. Aborting
 * leaves out what was not asked yet; nobody should wait for the answer to what was.
 */
export function read<N extends keyof Calls>(
  name: N,
  request: Calls[N]["request"],
  signal?: AbortSignal,
): Promise<Answer<Calls[N]["response"]>> {
  return turn(() => call(name, request), signal);
}

/** Puts another transport in place; for tests. */
export function useTransport(next: Transport): void {
  transport = next;
}

const windowName = Math.random().toString(36).slice(2);
let tasks = 0;

/** A name for a call that no other call of any window has. */
export function newTask(): string {
  tasks += 1;
  return `${windowName}-${tasks}`;
}
