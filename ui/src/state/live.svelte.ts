import type { Calls } from "../backend/bindings";
import { type Noun, read } from "../backend/call";
import { asCallError, type CallError } from "../backend/errors";

/** For a request that cannot be made yet, for instance because nothing is selected. */
export const NOTHING = Symbol("nothing to ask");

const versions = $state<Record<Noun, number>>({
  sources: 0,
  items: 0,
  themes: 0,
  tags: 0,
  history: 0,
  runs: 0,
  actions: 0,
  settings: 0,
});

/** Tells every live value that shows one of these nouns to read again. */
export function touch(nouns: readonly Noun[]): void {
  for (const noun of nouns) versions[noun] += 1;
}

/** Everything may be different, as after opening another project. */
export function touchAll(): void {
  touch(Object.keys(versions) as Noun[]);
}

/** A number that changes whenever one of the nouns does; for effects of one's own. */
export function version(nouns: readonly Noun[]): number {
  return nouns.reduce((sum, noun) => sum + versions[noun], 0);
}

/** How long a first answer may take before the window says that it is reading. */
const PATIENCE_MS = 300;

/** The answer to a call, kept up to date. The last answer stays while the next is on its way. */
export class Live<T> {
  value = $state.raw<T | undefined>(undefined);
  error = $state.raw<CallError | undefined>(undefined);
  loading = $state(true);
  /** Loading for so long that it should be said. */
  slow = $state(false);
  #attempt = $state(0);

  again(): void {
    this.#attempt += 1;
  }

  /** Reads the attempt, so that an effect which calls this runs again on `again`. */
  get attempt(): number {
    return this.#attempt;
  }
}

/** Whether all of them have answered, if only with an error: what stands together can be shown at once. */
export function answered(...answers: readonly Live<unknown>[]): boolean {
  return answers.every(({ value, error }) => value !== undefined || error !== undefined);
}

/** How long edits rest before what may wait is read again. */
const RESTING_MS = 500;

interface Options {
  /**
   * Nouns after which it is read again only once edits rest: for what stands aside and takes long to
   * count, so that one edit after the other need not wait for it.
   */
  later?: readonly Noun[];
}

/**
 * The answer to a reading call, asked again whenever `request` gives something else
 * or one of `nouns` is touched, and a moment after one of those for `later` is. To be called while a component is set up.
 */
export function live<N extends keyof Calls>(
  name: N,
  request: () => Calls[N]["request"] | typeof NOTHING,
  nouns: readonly Noun[],
  { later = [] }: Options = {},
): Live<Calls[N]["response"]> {
  const answer = new Live<Calls[N]["response"]>();
  let before: readonly [number, number] | undefined;
  $effect(() => {
    void answer.attempt;
    const now = [version(nouns), version(later)] as const;
    const resting = before !== undefined && now[0] === before[0] && now[1] !== before[1];
    before = now;
    const asked = request();
    if (asked === NOTHING) {
      answer.value = undefined;
      answer.error = undefined;
      answer.loading = false;
      return;
    }
    const superseded = new AbortController();
    answer.loading = true;
    const patience = setTimeout(() => (answer.slow = true), PATIENCE_MS);
    const finish = () => {
      clearTimeout(patience);
      answer.loading = false;
      answer.slow = false;
    };
    const ask = () =>
      read(name, asked, superseded.signal).then(
        ({ value }) => {
          if (superseded.signal.aborted) return;
          finish();
          answer.value = value;
          answer.error = undefined;
        },
        (thrown: unknown) => {
          if (superseded.signal.aborted) return;
          finish();
          answer.value = undefined;
          answer.error = asCallError(thrown);
        },
      );
    const waiting = resting ? setTimeout(ask, RESTING_MS) : void ask();
    return () => {
      superseded.abort();
      clearTimeout(waiting);
      finish();
    };
  });
  return answer;
}
