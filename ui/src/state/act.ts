import type { Calls } from "../backend/bindings";
import { call } from "../backend/call";
import { asCallError, type CallError } from "../backend/errors";
import { touch } from "./live.svelte";
import { project } from "./project.svelte";
import { tasks } from "./tasks.svelte";
import { toasts } from "./toasts.svelte";

interface Options<T> {
  /** What is going on, for the bar: “Importing”. */
  title: string;
  /** What to say when it is done; nothing is said without it. */
  say?: (value: T) => string;
  /** Whether the message offers to take it back. */
  undoable?: boolean;
}

/** Does something and shows what came of it. Undefined when it failed, which has been said then. */
export async function act<N extends keyof Calls>(
  name: N,
  request: Calls[N]["request"],
  options: Options<Calls[N]["response"]>,
): Promise<Calls[N]["response"] | undefined> {
  try {
    const { value, changed } = await tasks.run(options.title, (how) => call(name, request, how));
    // Said at once; what else the change touched is read again meanwhile.
    if (options.say !== undefined) {
      toasts.done(options.say(value), options.undoable ? { label: "Undo", run: undo } : undefined);
    }
    touch(changed);
    await project.refresh();
    return value;
  } catch (thrown) {
    report(asCallError(thrown), () => void act(name, request, options));
    return undefined;
  }
}

/** Takes back the last thing done. */
export async function undo(): Promise<void> {
  await act("history_undo", null, {
    title: "Undoing",
    say: ({ what }) => (what === null ? "There is nothing to undo." : `Undone: ${what}.`),
  });
}

/** Does again what was taken back. */
export async function redo(): Promise<void> {
  await act("history_redo", null, {
    title: "Redoing",
    say: ({ what }) => (what === null ? "There is nothing to redo." : `Done again: ${what}.`),
  });
}

/** Shows an error as a sentence with a way on. */
export function report(error: CallError, again?: () => void): void {
  switch (error.code) {
    case "cancelled":
      toasts.done("Cancelled. Nothing was changed.");
      break;
    case "no-project":
      void project.refresh();
      break;
    case "bad-input":
    case "contact-data":
    case "not-found":
      toasts.error(error.message);
      break;
    default:
      toasts.error(error.message, again && { label: "Try again", run: again });
  }
}
