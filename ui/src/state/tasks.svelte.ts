import type { CallOptions, Progress } from "../backend/call";

export interface Task {
  id: number;
  step: string;
  done: number;
  total: number;
  /** Shown only once it has lasted long enough to be worth a bar. */
  visible: boolean;
  cancelling: boolean;
  cancel: () => void;
}

const PATIENCE_MS = 300;

class Tasks {
  list = $state<Task[]>([]);
  #next = 1;

  /** The task the bar shows: the newest that has lasted a while. */
  get shown(): Task | undefined {
    return this.list.findLast(({ visible }) => visible);
  }

  /** Runs something that may take long, with its progress in the bar and a way to stop it. */
  async run<T>(title: string, work: (options: CallOptions) => Promise<T>): Promise<T> {
    const stop = new AbortController();
    const id = this.#next;
    this.#next += 1;
    this.list.push({
      id,
      step: title,
      done: 0,
      total: 0,
      visible: false,
      cancelling: false,
      cancel: () => {
        this.#update(id, { cancelling: true });
        stop.abort();
      },
    });
    const patience = setTimeout(() => this.#update(id, { visible: true }), PATIENCE_MS);
    const onProgress = ({ step, done, total }: Progress) => this.#update(id, { step, done, total });
    try {
      return await work({ onProgress, signal: stop.signal });
    } finally {
      clearTimeout(patience);
      this.list = this.list.filter((task) => task.id !== id);
    }
  }

  #update(id: number, changes: Partial<Task>): void {
    const task = this.list.find((one) => one.id === id);
    if (task !== undefined) Object.assign(task, changes);
  }
}

export const tasks = new Tasks();
