import DOMPurify from "dompurify";
import MarkdownIt from "markdown-it";
import type { Chart } from "../../backend/bindings";
import { decoded, fileName } from "../../lib/format";

export interface Heading {
  level: number;
  text: string;
  /** Id of the heading in the page. */
  id: string;
}

export interface Page {
  content: DocumentFragment;
  headings: Heading[];
  /** Gives back what the pictures hold in memory. */
  release: () => void;
}

// No HTML passes through: what a customer wrote stays text even where the report forgot to escape it.
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

/** The report as it will be seen. Charts become pictures; pictures from elsewhere are left out. */
export function renderReport(source: string, charts: readonly Chart[]): Page {
  const content = DOMPurify.sanitize(markdown.render(source), {
    RETURN_DOM_FRAGMENT: true,
    // Styles are kept out by the content security policy anyway.
    FORBID_ATTR: ["style"],
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|#|[^:]*$)/i,
  });
  const addresses = showCharts(content, charts);
  alignNumbers(content);
  return {
    content,
    headings: nameHeadings(content),
    release: () => addresses.forEach((address) => URL.revokeObjectURL(address)),
  };
}

function showCharts(content: DocumentFragment, charts: readonly Chart[]): string[] {
  const addresses: string[] = [];
  for (const image of content.querySelectorAll("img")) {
    const name = decoded(image.getAttribute("src") ?? "");
    const chart = charts.find((one) => one.name === name || fileName(one.name) === fileName(name));
    if (chart === undefined) {
      image.replaceWith(image.alt);
      continue;
    }
    const address = URL.createObjectURL(new Blob([chart.svg], { type: "image/svg+xml" }));
    addresses.push(address);
    image.src = address;
  }
  return addresses;
}

/** Columns that hold nothing but numbers stand at the right, as they do everywhere in the window. */
function alignNumbers(content: DocumentFragment): void {
  for (const table of content.querySelectorAll("table")) {
    const rows = [...table.querySelectorAll("tbody tr")];
    const columns = table.querySelectorAll("thead th").length;
    for (let at = 0; at < columns; at += 1) {
      const cells = rows.map((row) => row.children[at]);
      if (!cells.every((cell) => /^[\d\s.,%()+−–\-a-z]*$/.test(cell?.textContent ?? ""))) continue;
      if (!cells.every((cell) => /\d|^\W?$/.test(cell?.textContent ?? ""))) continue;
      for (const cell of [table.querySelectorAll("thead th")[at], ...cells]) cell?.classList.add("number");
    }
    const frame = document.createElement("div");
    frame.className = "table";
    frame.tabIndex = 0;
    frame.role = "group";
    frame.ariaLabel = "Table";
    table.replaceWith(frame);
    frame.append(table);
  }
}

function nameHeadings(content: DocumentFragment): Heading[] {
  const used = new Set<string>();
  return [...content.querySelectorAll("h1, h2, h3")].map((heading) => {
    const text = heading.textContent.trim();
    const id = unused(`report-${slug(text)}`, used);
    heading.id = id;
    (heading as HTMLElement).tabIndex = -1;
    return { level: Number(heading.tagName[1]), text, id };
  });
}

/** The name a forge gives to a heading, so that the report's own links lead somewhere here too. */
export function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, "")
    .replace(/ /g, "-");
}

function unused(id: string, used: Set<string>): string {
  let free = id;
  for (let number = 1; used.has(free); number += 1) free = `${id}-${number}`;
  used.add(free);
  return free;
}
