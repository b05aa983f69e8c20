/** The screens, in the order of the rail; 1–7 on the keyboard. */
export const SCREENS = ["sources", "passages", "themes", "activation", "priorities", "actions", "report"] as const;
export type Screen = (typeof SCREENS)[number];

/** What a screen shows: filters and selection, all of it in the address. */
export type Params = Record<string, string>;

export interface Place {
  screen: Screen;
  params: Params;
}

interface Options {
  /** Take the place of the present entry of the browser's history instead of adding one. */
  replace?: boolean;
}

const START: Place = { screen: "sources", params: {} };

class Route {
  screen = $state<Screen>(START.screen);
  params = $state.raw<Params>(START.params);
  /** Where each screen was left. */
  readonly #left = new Map<Screen, Params>();

  constructor() {
    this.#read();
    window.addEventListener("popstate", () => this.#read());
    window.addEventListener("hashchange", () => this.#read());
  }

  /** Goes to a place; parameters that are null or empty are left out of the address. */
  go(screen: Screen, params: Record<string, string | number | null> = {}, options: Options = {}): void {
    const address = addressOf(screen, params);
    if (address === location.hash) return;
    if (options.replace) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.#read();
  }

  /** Changes some parameters of the present screen. */
  set(changes: Record<string, string | number | null>, options: Options = {}): void {
    this.go(this.screen, { ...this.params, ...changes }, options);
  }

  /** Goes to a screen as it was left, taking the selected theme along. */
  visit(screen: Screen): void {
    this.go(screen, this.paramsFor(screen));
  }

  paramsFor(screen: Screen): Params {
    const left = this.#left.get(screen) ?? {};
    const theme = this.params.theme;
    return TAKES_THEME.has(screen) && TAKES_THEME.has(this.screen) && theme !== undefined
      ? { ...left, theme }
      : left;
  }

  /** A parameter that is a number, or null. */
  number(name: string): number | null {
    const value = Number.parseInt(this.params[name] ?? "", 10);
    return Number.isNaN(value) ? null : value;
  }

  /** Forgets what was selected; the next project has other numbers. */
  forget(): void {
    this.#left.clear();
    this.go(START.screen);
  }

  #read(): void {
    const place = placeOf(location.hash);
    this.screen = place.screen;
    this.params = place.params;
    this.#left.set(place.screen, place.params);
  }
}

const TAKES_THEME: ReadonlySet<Screen> = new Set<Screen>(["themes", "priorities"]);

/** The address of a place, `#/themes?theme=12`. */
export function addressOf(screen: Screen, params: Record<string, string | number | null>): string {
  const kept = Object.entries(params).filter(([, value]) => value !== null && value !== "");
  kept.sort(([a], [b]) => (a < b ? -1 : 1));
  const query = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString();
  return query === "" ? `#/${screen}` : `#/${screen}?${query}`;
}

/** The place an address stands for; the first screen for an address that makes no sense. */
export function placeOf(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const screen = SCREENS.find((name) => name === path);
  if (screen === undefined) return START;
  return { screen, params: Object.fromEntries(new URLSearchParams(query)) };
}

export const route = new Route();
