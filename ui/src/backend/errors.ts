export type Code =
  | "no-project"
  | "not-found"
  | "bad-input"
  | "file"
  | "not-a-project"
  | "newer-file"
  | "read-only"
  | "disk-full"
  | "busy"
  | "cancelled"
  | "damaged"
  | "internal";

/** What went wrong, in a sentence for the person at the window. */
export class CallError extends Error {
  readonly code: Code;

  constructor(code: Code, message: string) {
    super(sentence(message));
    this.name = "CallError";
    this.code = code;
  }
}

/** A message that may begin small, as it does after “assay:” on a terminal, as a sentence of its own. */
function sentence(message: string): string {
  const text = message.trim();
  const begun = /^\p{Ll}\p{L}*[ ,]/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[\p{L}\p{N})”"]$/u.test(begun) ? `${begun}.` : begun;
}

/** Whatever was thrown, as a `CallError`. */
export function asCallError(thrown: unknown): CallError {
  if (thrown instanceof CallError) return thrown;
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    return new CallError(thrown.code as Code, String(thrown.message));
  }
  return new CallError("internal", thrown instanceof Error ? thrown.message : String(thrown));
}
