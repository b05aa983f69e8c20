import { asSentence } from "../lib/format";

export type Code =
  | "no-project"
  | "not-found"
  | "bad-input"
  | "file"
  | "not-a-project"
  | "newer-file"
  | "read-only"
  | "disk-full"
  | "gone"
  | "busy"
  | "contact-data"
  | "cancelled"
  | "damaged"
  | "internal";

/** What went wrong, in a sentence for the person at the window. */
export class CallError extends Error {
  readonly code: Code;

  constructor(code: Code, message: string) {
    super(asSentence(message));
    this.name = "CallError";
    this.code = code;
  }
}

/** Whatever was thrown, as a `CallError`. */
export function asCallError(thrown: unknown): CallError {
  if (thrown instanceof CallError) return thrown;
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    return new CallError(thrown.code as Code, String(thrown.message));
  }
  return new CallError("internal", thrown instanceof Error ? thrown.message : String(thrown));
}
