import type { Item } from "../../backend/bindings";

/** The text without the title it begins with, for where the title stands above it. */
export function bodyOf(item: Pick<Item, "title" | "text">): string {
  const title = item.title?.trim() ?? "";
  const text = item.text.trimStart();
  if (title === "" || !text.startsWith(title)) return item.text;
  const rest = text.slice(title.length);
  // “Sync” is no title of “Synchronising takes ages”.
  return rest === "" || /^\s/.test(rest) ? rest.trimStart() : item.text;
}
