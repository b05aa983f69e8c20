import type { Item, ItemQuery } from "../../backend/bindings";
import { read } from "../../backend/call";
import { asCallError, type CallError } from "../../backend/errors";

const PAGE = 100;

/** A long list of items of which only the pages that are looked at are read. */
export class PagedItems {
  total = $state<number | undefined>(undefined);
  error = $state.raw<CallError | undefined>(undefined);
  #pages = $state.raw<ReadonlyMap<number, readonly Item[]>>(new Map());
  #asked = new Set<number>();
  #filter: ItemQuery = {};
  /** Answers count until it is aborted: those of the present filter and the present data. */
  #asking = new AbortController();
  /** The items in view are those of another filter; the first answer takes their place. */
  #outdated = false;

  /** Shows other items, or the same again after something about them has changed. */
  show(filter: ItemQuery, from: number, to: number): void {
    if (JSON.stringify(filter) !== JSON.stringify(this.#filter)) this.#outdated = true;
    this.#filter = filter;
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#asked = new Set();
    this.error = undefined;
    this.need(from, to);
  }

  /** Sees to it that the items from one index up to another are there or on their way. */
  need(from: number, to: number): void {
    const last = Math.floor(Math.max(from, to - 1) / PAGE);
    for (let page = Math.floor(from / PAGE); page <= last; page += 1) {
      if (!this.#asked.has(page)) void this.#readPage(page);
    }
  }

  at(index: number): Item | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** The item at an index, read if it is not there yet. */
  async load(index: number): Promise<Item | undefined> {
    const page = Math.floor(index / PAGE);
    if (this.at(index) === undefined) await this.#readPage(page);
    return this.at(index);
  }

  /** The index of an item among those on record here; −1 when it is not. */
  indexOf(id: number): number {
    for (const [page, items] of this.#pages) {
      const at = items.findIndex((item) => item.id === id);
      if (at !== -1) return page * PAGE + at;
    }
    return -1;
  }

  /** The index of an item, wherever it stands; −1 when it is not in the list. */
  async find(id: number): Promise<number> {
    const { signal } = this.#asking;
    const { value } = await read("items_place", { ...this.#filter, id }, signal);
    if (signal.aborted || value.index === null) return -1;
    await this.load(value.index);
    return signal.aborted ? -1 : value.index;
  }

  async #readPage(page: number): Promise<void> {
    const { signal } = this.#asking;
    this.#asked.add(page);
    try {
      const { value } = await read("items_search", { ...this.#filter, offset: page * PAGE, limit: PAGE }, signal);
      if (signal.aborted) return;
      const kept = this.#outdated ? new Map<number, readonly Item[]>() : new Map(this.#pages);
      this.#outdated = false;
      this.#pages = kept.set(page, value.items);
      this.total = value.total;
    } catch (thrown) {
      if (signal.aborted) return;
      this.#asked.delete(page);
      this.error = asCallError(thrown);
    }
  }
}
