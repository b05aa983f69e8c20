import type { ReportSection } from "../../backend/bindings";

/** The parts of the report that can be left out, in its order, as people call them. */
export const SECTIONS: readonly { section: ReportSection; label: string; about: string }[] = [
  { section: "summary", label: "Summary", about: "what was found, in a few sentences" },
  { section: "method", label: "How to read the numbers", about: "and their limits" },
  { section: "ranking", label: "Ranking", about: "with its charts and what changes" },
  { section: "themes", label: "Themes", about: "one after the other, with quotes" },
  { section: "suggestions", label: "What may help", about: "under each theme" },
  { section: "actions", label: "Actions", about: "and what changed after them" },
  { section: "segments", label: "Two groups", about: "of people side by side" },
  { section: "activation", label: "Activation", about: "its metrics" },
  { section: "appendix", label: "Appendix", about: "what was left out, and how it was made" },
];
