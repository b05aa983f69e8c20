/** What a new theme starts from. */
export interface Start {
  /** Words that its passages have. */
  search?: string;
  /** Items whose passages are examples of it. */
  items?: readonly number[];
  /** Single passages that are examples of it. */
  passages?: readonly number[];
}

/** The dialog in which a theme is made; it opens over any screen. */
class Creating {
  open = $state(false);
  start = $state.raw<Start>({});

  show(start: Start = {}): void {
    this.start = start;
    this.open = true;
  }
}

export const creating = new Creating();
