import type { Answer, CallOptions, Progress } from "./call";
import { asCallError, CallError } from "./errors";
import { accessToken } from "./token";

type Line = { progress: Progress } | { error: { code: string; message: string } } | Answer<unknown>;

/** Calls the workbench through `assay serve`. */
export async function overHttp(
  name: string,
  request: unknown,
  task: string,
  options: CallOptions,
): Promise<Answer<unknown>> {
  const cancel = () => void post(`/api/cancel/${task}`, null).catch(() => undefined);
  options.signal?.addEventListener("abort", cancel);
  try {
    const response = await post(`/api/call/${name}`, JSON.stringify({ task, request }));
    return await readAnswer(response, options);
  } finally {
    options.signal?.removeEventListener("abort", cancel);
  }
}

/** Hands a file of the browser to the server and gives the path under which it can be imported. */
export async function upload(file: File): Promise<string> {
  const response = await post(`/api/upload?name=${encodeURIComponent(file.name)}`, file);
  if (!response.ok) throw await refusal(response);
  const { path } = (await response.json()) as { path: string };
  return path;
}

/** Has the server write an export and gives the file. */
export async function exported(request: unknown, task: string, signal?: AbortSignal): Promise<Blob> {
  const cancel = () => void post(`/api/cancel/${task}`, null).catch(() => undefined);
  signal?.addEventListener("abort", cancel);
  try {
    const response = await post("/api/export", JSON.stringify({ task, request }));
    const kind = response.headers.get("Content-Type") ?? "";
    if (!response.ok || !kind.includes("octet-stream")) throw await refusal(response);
    return await response.blob();
  } finally {
    signal?.removeEventListener("abort", cancel);
  }
}

async function post(address: string, body: BodyInit | null): Promise<Response> {
  const headers: Record<string, string> = { "X-Assay-Token": accessToken() };
  if (typeof body === "string") headers["Content-Type"] = "application/json";
  try {
    return await fetch(address, { method: "POST", headers, body });
  } catch {
    throw new CallError(
      "internal",
      "Assay does not answer. If it was started with “assay serve”, start it again and open the address it prints.",
    );
  }
}

async function readAnswer(response: Response, options: CallOptions): Promise<Answer<unknown>> {
  const kind = response.headers.get("Content-Type") ?? "";
  if (!kind.includes("ndjson") || response.body === null) throw await refusal(response);
  for await (const line of lines(response.body)) {
    if ("progress" in line) options.onProgress?.(line.progress);
    else if ("error" in line) throw asCallError(line.error);
    else return line;
  }
  throw new CallError("internal", "Assay stopped in the middle of its answer.");
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const parts = rest.split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) if (part.trim() !== "") yield JSON.parse(part) as Line;
    if (done) break;
  }
  if (rest.trim() !== "") yield JSON.parse(rest) as Line;
}

async function refusal(response: Response): Promise<CallError> {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as { error?: unknown };
    return asCallError(body.error ?? body);
  } catch {
    if (response.status === 403) {
      return new CallError(
        "internal",
        "This page has lost its key. Open the address that “assay serve” printed.",
      );
    }
    return new CallError("internal", text.trim() || `The server answered ${response.status}.`);
  }
}
