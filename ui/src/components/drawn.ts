import { plot, type PlotOptions } from "@observablehq/plot";

export interface Words {
  /** For the ids of title and description, which are one of a kind in the page. */
  id: string;
  /** What is drawn, for those who hear it. */
  title: string;
  /** What it shows, a sentence or two. */
  description: string;
  /** Whether marks lead somewhere: then they are links by themselves, else all of it is one picture. */
  links?: boolean;
  /** The link that is selected. */
  current?: string | undefined;
}

const SVG = "http://www.w3.org/2000/svg";

/** A chart by Observable Plot with its name and description, without styles of its own. */
export function drawn(options: PlotOptions, words: Words): SVGSVGElement {
  const svg = plot({ className: "chart", ...options }) as SVGSVGElement;
  // The content security policy forbids styles in the markup; ours stand with the components.
  for (const style of svg.querySelectorAll("style")) style.remove();
  name(svg, words);
  return svg;
}

function name(svg: SVGSVGElement, { id, title, description, links = false, current }: Words): void {
  svg.setAttribute("role", links ? "group" : "img");
  svg.setAttribute("aria-labelledby", `${id}-title`);
  svg.setAttribute("aria-describedby", `${id}-desc`);
  for (const [name, words] of [["desc", description], ["title", title]] as const) {
    const element = document.createElementNS(SVG, name);
    element.id = `${id}-${name}`;
    element.textContent = words;
    svg.prepend(element);
  }
  for (const group of svg.querySelectorAll("g[aria-label]")) {
    // Of the names of its parts (“x-axis tick label”) a reader has nothing.
    group.removeAttribute("aria-label");
  }
  for (const link of linksOf(svg)) {
    const address = link.href.baseVal;
    link.removeAttribute("xlink:href");
    link.setAttribute("href", address);
    const mark = link.querySelector("[aria-label]");
    link.setAttribute("aria-label", mark?.getAttribute("aria-label") ?? "");
    mark?.removeAttribute("aria-label");
    if (address === current) link.setAttribute("aria-current", "true");
  }
}

/** The links among the marks, in the order in which they are drawn. */
export function linksOf(parent: Element): SVGAElement[] {
  return [...parent.querySelectorAll<SVGAElement>("a")];
}
