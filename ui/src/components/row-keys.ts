import { placeOf, route } from "../state/route.svelte";

/**
 * Lets the arrow keys go from row to row of a table or list whose rows have one link
 * marked `data-row`; the row gone to becomes the selected one.
 */
export function rowKeys(body: HTMLElement): { destroy(): void } {
  const onkeydown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || event.shiftKey || !(event.target as HTMLElement).matches("[data-row]")) return;
    const links = [...body.querySelectorAll<HTMLAnchorElement>("a[data-row]")];
    const next = links[links.indexOf(event.target as HTMLAnchorElement) + step];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
    const place = placeOf(next.hash);
    route.go(place.screen, place.params, { replace: true });
  };
  // A click anywhere in a row is a click on its link.
  const onclick = (event: MouseEvent) => {
    const clicked = event.target as HTMLElement;
    if (clicked.closest("a, button, input, label, select") !== null) return;
    clicked.closest("tr, li")?.querySelector<HTMLAnchorElement>("a[data-row]")?.click();
  };
  body.addEventListener("keydown", onkeydown);
  body.addEventListener("click", onclick);
  return {
    destroy() {
      body.removeEventListener("keydown", onkeydown);
      body.removeEventListener("click", onclick);
    },
  };
}
