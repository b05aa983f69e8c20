/** What can be dragged, and where to. */
export interface Dragging {
  /** What is said beside the pointer. */
  label: string;
  /** A selector of the elements it can be dropped on; each has a `data-drop`. */
  onto: string;
  /** Told the `data-drop` of the element it was dropped on. */
  drop: (onto: string) => void;
}

/** Less than this is a click. */
const SLOP = 6;

/**
 * Lets an element be dragged onto others with a pointer. The system's own drag and drop is left to
 * files: a desktop window cannot have both everywhere. Whatever a drag does, a key does too.
 */
export function dragging(node: HTMLElement, parameters: Dragging): { update(next: Dragging): void; destroy(): void } {
  let { label, onto, drop } = parameters;
  let from: { x: number; y: number } | undefined;
  let flag: HTMLElement | undefined;
  let over: HTMLElement | undefined;

  function down(event: PointerEvent) {
    if (event.button !== 0 || event.pointerType === "touch") return;
    if ((event.target as HTMLElement).closest("button, input, select, textarea") !== null) return;
    from = { x: event.clientX, y: event.clientY };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("keydown", escape, true);
  }

  function move(event: PointerEvent) {
    if (from === undefined) return;
    if (flag === undefined) {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) < SLOP) return;
      flag = document.createElement("div");
      flag.className = "drag-flag";
      flag.textContent = label;
      flag.ariaHidden = "true";
      document.body.append(flag);
      document.body.classList.add("dragging");
      document.getSelection()?.removeAllRanges();
    }
    flag.style.translate = `${event.clientX + 12}px ${event.clientY + 12}px`;
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>(onto);
    const next = under === null || under === undefined || under === node ? undefined : under;
    if (next === over) return;
    over?.removeAttribute("data-over");
    over = next;
    over?.setAttribute("data-over", "");
  }

  function up() {
    const target = over?.dataset.drop;
    const dragged = flag !== undefined;
    end();
    if (!dragged) return;
    // The click that ends a drag selects nothing.
    window.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener("click", swallow, { capture: true }));
    if (target !== undefined) drop(target);
  }

  function escape(event: KeyboardEvent) {
    if (event.key !== "Escape" || flag === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    end();
  }

  function end() {
    from = undefined;
    flag?.remove();
    flag = undefined;
    over?.removeAttribute("data-over");
    over = undefined;
    document.body.classList.remove("dragging");
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", up);
    window.removeEventListener("keydown", escape, true);
  }

  const swallow = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
  };
  // A link would be dragged by the browser itself.
  const never = (event: DragEvent) => event.preventDefault();

  node.addEventListener("pointerdown", down);
  node.addEventListener("dragstart", never);
  return {
    update(next) {
      ({ label, onto, drop } = next);
    },
    destroy() {
      end();
      node.removeEventListener("pointerdown", down);
      node.removeEventListener("dragstart", never);
    },
  };
}
