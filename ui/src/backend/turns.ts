import { CallError } from "./errors";

/** A browser opens six connections to one address; this many are for reading, the others stay free. */
const AT_ONCE = 4;

let underWay = 0;
const waiting: (() => void)[] = [];

/** Does something when it is its turn: first come, first served. Aborted before that, it is not done. */
export async function turn<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  if (underWay < AT_ONCE) underWay += 1;
  // Who is done hands its place on.
  else await new Promise<void>((come) => waiting.push(come));
  try {
    if (signal?.aborted) throw new CallError("cancelled", "Cancelled.");
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) underWay -= 1;
    else next();
  }
}
