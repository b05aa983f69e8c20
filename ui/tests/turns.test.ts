import { expect, test } from "vitest";
import { CallError } from "../src/backend/errors";
import { turn } from "../src/backend/turns";

/** Work that ends when it is told to. */
function work(log: string[], name: string): { run: () => Promise<string>; end: () => void } {
  let end = () => {};
  const ended = new Promise<void>((done) => (end = done));
  const run = async () => {
    log.push(name);
    await ended;
    return name;
  };
  return { run, end: () => end() };
}

const settled = () => new Promise((done) => setTimeout(done));

test("four read at once, the others in the order they came, and what is aborted before its turn is left out", async () => {
  const log: string[] = [];
  const works = ["a", "b", "c", "d", "e", "f", "g"].map((name) => work(log, name));
  const stop = new AbortController();
  const answers = works.map(({ run }, at) => turn(run, at === 4 ? stop.signal : undefined).catch((error: CallError) => error.code));
  await settled();
  expect(log).toEqual(["a", "b", "c", "d"]);
  stop.abort();
  works[1]?.end();
  await settled();
  expect(log).toEqual(["a", "b", "c", "d", "f"]);
  for (const { end } of works) end();
  expect(await Promise.all(answers)).toEqual(["a", "b", "c", "d", "cancelled", "f", "g"]);
});

test("work that fails makes room all the same", async () => {
  const failing = Array.from({ length: 6 }, () => turn(() => Promise.reject(new Error("no"))).catch(() => "failed"));
  expect(await Promise.all(failing)).toEqual(Array.from({ length: 6 }, () => "failed"));
  expect(await turn(() => Promise.resolve("read"))).toBe("read");
});
