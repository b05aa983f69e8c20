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

// Alignment as a class: the content security policy allows no style in the markup.
markdown.core.ruler.push("alignment", ({ tokens }) => {
  for (const token of tokens) {
    const style = token.attrGet("style");
    if (style === null) continue;
    token.attrs = token.attrs?.filter(([name]) => name !== "style") ?? null;
    if (style === "text-align:right") token.attrJoin("class", "number");
  }
});

/** The report as it will be seen. Charts become pictures; pictures from elsewhere are left out. */
export function renderReport(source: string, charts: readonly Chart[]): Page {
  const content = DOMPurify.sanitize(markdown.render(source), {
    RETURN_DOM_FRAGMENT: true,
    FORBID_ATTR: ["style"],
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|#|[^:]*$)/i,
  });
  const addresses = showCharts(content, charts);
  frameTables(content);
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

/** Wide tables scroll in a frame of their own, which the keyboard can reach. */
function frameTables(content: DocumentFragment): void {
  for (const table of content.querySelectorAll("table")) {
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
