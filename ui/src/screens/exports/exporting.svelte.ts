import type { ExportContent, ExportFormat } from "../../backend/bindings";

/** The dialog in which an export is chosen; it opens over any screen. */
class Exporting {
  open = $state(false);
  what = $state<ExportContent>("items");

  show(what: ExportContent = "items"): void {
    this.what = what;
    this.open = true;
  }
}

export const exporting = new Exporting();

interface Content {
  what: ExportContent;
  label: string;
  formats: readonly ExportFormat[];
}

const TABLES: readonly ExportFormat[] = ["csv", "xlsx", "json", "parquet"];

/** What can be written, and as what. */
export const CONTENTS: readonly Content[] = [
  { what: "items", label: "Feedback with its themes, one piece a row", formats: TABLES },
  { what: "themes", label: "Themes with their counts", formats: TABLES },
  { what: "ranking", label: "The ranking of the themes", formats: TABLES },
  { what: "metrics", label: "The activation metrics", formats: TABLES },
  { what: "project", label: "Texts, codes and codings, for NVivo, ATLAS.ti, MAXQDA and others", formats: ["qdpx"] },
  { what: "codebook", label: "Themes as a codebook, for the same programs", formats: ["qdc"] },
];

export const FORMATS: Record<ExportFormat, string> = {
  csv: "CSV",
  xlsx: "Excel",
  json: "JSON",
  parquet: "Parquet",
  qdpx: "REFI-QDA project (.qdpx)",
  qdc: "REFI-QDA codebook (.qdc)",
};
