import type { FileToRead, ImportReport, ImportRequest } from "../../backend/bindings";
import { asCallError } from "../../backend/errors";
import { pickFiles, pickFolder } from "../../backend/files";
import { count } from "../../lib/format";
import { act, report } from "../../state/act";
import { project } from "../../state/project.svelte";
import { route } from "../../state/route.svelte";
import { tasks } from "../../state/tasks.svelte";

/** The files about to be imported, and what the last import did. */
class Importing {
  /** Whether the dialog is open. */
  open = $state(false);
  files = $state<FileToRead[]>([]);
  redact = $state(true);
  /** Path of a list of further words to replace; the one that the project remembers, where blank. */
  words = $state("");
  /** Path of the file that keeps what is replaced; nothing does, where blank. */
  key = $state("");
  /** Whether a question in other words stays one of its own. */
  keepQuestions = $state(false);
  /** What the last import did, until it is dismissed. */
  outcome = $state.raw<ImportReport | undefined>(undefined);

  /** The project that list and key were named for. */
  #project: string | undefined;

  show(): void {
    if (this.#project !== project.info?.path) [this.words, this.key, this.#project] = ["", "", project.info?.path];
    this.open = true;
  }

  close(): void {
    this.open = false;
    this.files = [];
  }

  /** Adds files, of a kind that is known or to be found out. */
  add(paths: readonly string[], kind: string | null = null): void {
    for (const path of paths) {
      if (!this.files.some((file) => file.path === path)) this.files.push({ path, kind, map: [] });
    }
    if (this.files.length > 0) this.show();
  }

  leaveOut(path: string): void {
    this.files = this.files.filter((file) => file.path !== path);
  }

  async pick(): Promise<void> {
    await this.addWhenThere(pickFiles());
  }

  async pickFolder(): Promise<void> {
    await this.addWhenThere(pickFolder());
  }

  /** Adds files whose paths come later, because a browser hands them over first. */
  async addWhenThere(paths: Promise<string[]>): Promise<void> {
    try {
      this.add(await tasks.run("Reading the files", () => paths));
    } catch (thrown) {
      report(asCallError(thrown));
    }
  }

  #redaction(): Pick<ImportRequest, "redact" | "redact_list" | "redaction_key"> {
    if (!this.redact) return { redact: false };
    const [words, key] = [this.words.trim(), this.key.trim()];
    return { redact: true, ...(words && { redact_list: words }), ...(key && { redaction_key: key }) };
  }

  /** Imports the files. The dialog closes meanwhile and comes back with them if that fails. */
  async run(): Promise<void> {
    const files = $state.snapshot(this.files);
    this.open = false;
    this.outcome = undefined;
    const done = await act(
      "sources_import",
      { files, keep_questions: this.keepQuestions, ...this.#redaction() },
      { title: `Importing ${files.length === 1 ? "1 file" : `${count(files.length)} files`}` },
    );
    if (done === undefined) {
      this.show();
      return;
    }
    this.files = [];
    this.outcome = done;
    const only = done.sources.length === 1 ? (done.sources[0]?.id ?? null) : null;
    route.go("sources", { source: only });
  }
}

export const importing = new Importing();
