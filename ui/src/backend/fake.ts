// For unit tests only; nothing that is built imports it, which a test checks.

import type { Calls, ProjectInfo } from "./bindings";
import { type CallOptions, type Noun, type Transport, useTransport } from "./call";
import { CallError } from "./errors";

type Response<N extends keyof Calls> = Calls[N]["response"] | Promise<Calls[N]["response"]>;
export type Answers = {
  [N in keyof Calls]?: (request: Calls[N]["request"], options: CallOptions) => Response<N>;
};

export interface Fake {
  /** Every call that was made, in order. */
  calls: { name: string; request: unknown }[];
}

/** Answers calls from a table of functions instead of a workbench. */
export function useFake(answers: Answers, changed: (name: string) => Noun[] = () => []): Fake {
  const fake: Fake = { calls: [] };
  const transport: Transport = async (name, request, _task, options) => {
    fake.calls.push({ name, request });
    const answer = answers[name as keyof Calls] as ((r: unknown, o: CallOptions) => unknown) | undefined;
    if (answer === undefined) throw new CallError("internal", `No answer to ${name} in this test.`);
    return { value: await answer(request, options), changed: changed(name) };
  };
  useTransport(transport);
  return fake;
}

/** A project as `project_info` tells of it. */
export function projectInfo(part: Partial<ProjectInfo> = {}): ProjectInfo {
  return {
    path: "/home/ada/feedback.assay",
    name: "feedback",
    counts: { sources: 1, items: 3, no_answers: 0, passages: 3, customers: 0, events: 0, themes: 2 },
    run: null,
    passages_without_run: 0,
    undo: null,
    redo: null,
    activation: null,
    ...part,
  };
}
