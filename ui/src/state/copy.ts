import { copyText } from "../backend/clipboard";
import { counted } from "../lib/format";
import { asQuotes, type Cited } from "../lib/quotes";
import { toasts } from "./toasts.svelte";

/** Puts quotes on the clipboard, each with where it stands, and says so. */
export async function copyQuotes(quotes: readonly Cited[]): Promise<void> {
  try {
    await copyText(asQuotes(quotes));
    toasts.done(`Copied ${counted(quotes.length, "quote")}, each with its source.`);
  } catch (thrown) {
    toasts.error(thrown instanceof Error ? thrown.message : String(thrown));
  }
}
