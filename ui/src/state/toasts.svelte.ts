export interface Toast {
  id: number;
  kind: "done" | "error";
  text: string;
  action?: { label: string; run: () => void };
}

/** How long a message about something done stays; errors stay until they are dismissed. */
const STAY_MS = 7_000;

class Toasts {
  list = $state<Toast[]>([]);
  #next = 1;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  done(text: string, action?: Toast["action"]): void {
    // One message about success at a time: a new one takes the place of the last.
    for (const toast of this.list.filter(({ kind }) => kind === "done")) this.dismiss(toast.id);
    this.#add({ kind: "done", text, action });
  }

  error(text: string, action?: Toast["action"]): void {
    if (this.list.some((toast) => toast.kind === "error" && toast.text === text)) return;
    this.#add({ kind: "error", text, action });
  }

  dismiss(id: number): void {
    this.hold(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  /** Keeps a message while it is pointed at or focused. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  release(id: number): void {
    const toast = this.list.find((one) => one.id === id);
    if (toast?.kind === "done") this.#timers.set(id, setTimeout(() => this.dismiss(id), STAY_MS));
  }

  #add(toast: Omit<Toast, "id">): void {
    const id = this.#next;
    this.#next += 1;
    this.list = [...this.list, { ...toast, id }];
    this.release(id);
  }
}

export const toasts = new Toasts();
