// @vitest-environment jsdom

import { beforeEach, expect, test, vi } from "vitest";
import { renderReport, slug } from "../src/screens/report/render";

beforeEach(() => {
  let made = 0;
  URL.createObjectURL = vi.fn(() => `blob:chart-${(made += 1)}`);
  URL.revokeObjectURL = vi.fn();
});

function page(markdown: string, charts: { name: string; svg: string }[] = []): HTMLElement {
  const place = document.createElement("div");
  place.append(renderReport(markdown, charts).content);
  return place;
}

test("markup in what customers wrote stays text", () => {
  const hostile = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "<style>*{display:none}</style>",
    "[x](javascript:alert(1))",
    "![x](data:text/html,<script>alert(1)</script>)",
    "<svg onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
  ];
  for (const text of hostile) {
    const shown = page(`> ${text}\n`);
    expect(shown.querySelector("script, style, svg, iframe, img"), text).toBeNull();
    for (const element of shown.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        expect(name, text).not.toMatch(/^on|^style$/);
        expect(value, text).not.toContain("javascript:");
      }
    }
  }
  expect(page("> <script>alert(1)</script>").textContent).toContain("<script>alert(1)</script>");
});

test("charts are shown as pictures, pictures from elsewhere are not", () => {
  const shown = page("![Activation](demo-charts/activation.svg)\n\n![Spy](https://example.com/pixel.png)", [
    { name: "demo-charts/activation.svg", svg: "<svg/>" },
  ]);
  const images = [...shown.querySelectorAll("img")];
  expect(images.map(({ src, alt }) => ({ src, alt }))).toEqual([{ src: "blob:chart-1", alt: "Activation" }]);
  expect(shown.textContent).toContain("Spy");
});

test("charts give their memory back", () => {
  renderReport("![a](a.svg)", [{ name: "a.svg", svg: "<svg/>" }]).release();
  expect(URL.revokeObjectURL).toHaveBeenCalledWith("blob:chart-1");
});

test("columns of numbers stand at the right without a style attribute", () => {
  const shown = page("| a | b |\n| --- | ---: |\n| x | 1 |\n");
  expect(shown.querySelector("td:last-child")?.className).toBe("number");
  expect(shown.querySelector("[style]")).toBeNull();
});

test("headings make the contents, each with a name of its own", () => {
  const { headings } = renderReport("# A\n\n## B & c!\n\n### B & c!\n", []);
  expect(headings).toEqual([
    { level: 1, text: "A", id: "report-a" },
    { level: 2, text: "B & c!", id: "report-b--c" },
    { level: 3, text: "B & c!", id: "report-b--c-1" },
  ]);
  expect(slug("1. Ä_b-c")).toBe("1-ä_b-c");
});
