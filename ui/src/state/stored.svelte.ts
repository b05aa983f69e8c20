/** A setting of this window that outlives it. Lost silently where the browser keeps nothing. */
export class Stored<T> {
  #value: T = $state() as T;
  readonly #key: string;

  constructor(key: string, initial: T) {
    this.#key = `assay-${key}`;
    this.#value = initial;
    try {
      const kept = localStorage.getItem(this.#key);
      if (kept !== null) this.#value = JSON.parse(kept) as T;
    } catch {
      // What cannot be read is as if it had never been kept.
    }
  }

  get value(): T {
    return this.#value;
  }

  set value(value: T) {
    this.#value = value;
    try {
      localStorage.setItem(this.#key, JSON.stringify(value));
    } catch {
      // The setting holds until the window closes.
    }
  }
}
