import type { ProjectInfo } from "../backend/bindings";
import { call } from "../backend/call";
import { asCallError } from "../backend/errors";

type State = "asking" | "none" | "open";

/** The open project and what it holds. */
class ProjectState {
  state = $state<State>("asking");
  info = $state.raw<ProjectInfo | undefined>(undefined);
  /** Why no project is open, when that is not as it should be. */
  problem = $state<string | undefined>(undefined);
  #asked = 0;

  show(info: ProjectInfo): void {
    this.#asked += 1;
    this.info = info;
    this.state = "open";
    this.problem = undefined;
  }

  async refresh(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const { value } = await call("project_info", null);
      if (asked === this.#asked) this.show(value);
    } catch (thrown) {
      if (asked !== this.#asked) return;
      const error = asCallError(thrown);
      this.info = undefined;
      this.state = "none";
      this.problem = error.code === "no-project" ? undefined : error.message;
    }
  }
}

export const project = new ProjectState();
