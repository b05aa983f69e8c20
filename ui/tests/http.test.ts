// @vitest-environment jsdom

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Progress } from "../src/backend/call";
import { CallError } from "../src/backend/errors";
import { overHttp, upload } from "../src/backend/http";

const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal("fetch", fetched);
});
afterEach(() => {
  vi.unstubAllGlobals();
  fetched.mockReset();
});

function ndjson(...chunks: (string | Uint8Array)[]): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
      controller.close();
    },
  });
  return new Response(body, { headers: { "Content-Type": "application/x-ndjson" } });
}

test("progress comes before the answer, however the bytes are cut", async () => {
  const bytes = new TextEncoder().encode(
    '{"progress":{"step":"Läsning","done":1,"total":2}}\n\n{"value":{"a":"é"},"changed":["themes"]}',
  );
  fetched.mockResolvedValue(ndjson(...Array.from(bytes, (byte) => new Uint8Array([byte]))));
  const seen: Progress[] = [];
  const answer = await overHttp("themes_list", null, "t1", { onProgress: (progress) => seen.push(progress) });
  expect(seen).toEqual([{ step: "Läsning", done: 1, total: 2 }]);
  expect(answer).toEqual({ value: { a: "é" }, changed: ["themes"] });
  const [address, init] = fetched.mock.calls[0] ?? [];
  expect(address).toBe("/api/call/themes_list");
  expect(init?.method).toBe("POST");
  expect(JSON.parse(String(init?.body))).toEqual({ task: "t1", request: null });
  expect(init?.headers).toHaveProperty("X-Assay-Token");
});

test("an error keeps its code and its sentence", async () => {
  fetched.mockResolvedValue(ndjson('{"error":{"code":"disk-full","message":"The disk is full."}}\n'));
  await expect(overHttp("themes_list", null, "t", {})).rejects.toEqual(new CallError("disk-full", "The disk is full."));
});

test("an answer cut short, a refusal and silence are sentences too", async () => {
  fetched.mockResolvedValueOnce(ndjson('{"progress":{"step":"a","done":1,"total":2}}\n'));
  await expect(overHttp("x", null, "t", {})).rejects.toThrow("in the middle");
  fetched.mockResolvedValueOnce(new Response("The token is wrong.\n", { status: 403 }));
  await expect(overHttp("x", null, "t", {})).rejects.toThrow("assay serve");
  fetched.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  await expect(overHttp("x", null, "t", {})).rejects.toThrow("Assay does not answer");
});

test("aborting asks the server to stop", async () => {
  const stop = new AbortController();
  fetched.mockImplementation((address) =>
    String(address).startsWith("/api/cancel/")
      ? Promise.resolve(new Response())
      : new Promise((resolve) =>
          stop.signal.addEventListener("abort", () =>
            resolve(ndjson('{"error":{"code":"cancelled","message":"Cancelled."}}\n')),
          ),
        ),
  );
  const call = overHttp("themes_analyze", {}, "t7", { signal: stop.signal });
  stop.abort();
  await expect(call).rejects.toMatchObject({ code: "cancelled" });
  expect(fetched.mock.calls.map(([address]) => address)).toContain("/api/cancel/t7");
});

test("a dropped file goes to the server and comes back as a path", async () => {
  fetched.mockResolvedValue(Response.json({ path: "/tmp/x/survey 1.csv" }));
  expect(await upload(new File(["a,b"], "survey 1.csv"))).toBe("/tmp/x/survey 1.csv");
  expect(fetched.mock.calls[0]?.[0]).toBe("/api/upload?name=survey%201.csv");
});
