// Types of everything the workbench says and is asked. Generated from the Rust types; do not edit.

export interface ProjectInfo { path: string; name: string; counts: Counts; run: RunInfo | null; passages_without_run: number; undo: string | null; redo: string | null; activation: string | null; }
export interface Counts { sources: number; items: number; no_answers: number; passages: number; customers: number; events: number; themes: number; }
export interface RunInfo { id: number; created_at: number; granularity: number; themes: number | null; seed: number; passages: number; hash: string; seconds: number; }
export interface ProjectPath { path: string; }
export interface Verification { checked: Array<string>; problems: Array<string>; stored_hash: string | null; recomputed_hash: string | null; }

export interface FileToRead { path: string; kind: string | null; map: Array<ColumnRole>; }
export interface ColumnRole { role: string; column: string; }
export interface ImportRequest { files: Array<FileToRead>; redact?: boolean; dry_run?: boolean; }
export interface ImportReport { sources: Array<ImportedSource>; }
export interface ImportedSource { id: number | null; path: string; kind: string; format: string; encoding: string; rows: number; items: number; customers: number; events: number; duplicates: number; rejected: number; repaired: number; redacted: number; no_answer: number; problems: Array<ImportProblem>; columns: Array<ColumnReading>; }
export interface ImportProblem { row: number | null; column: string | null; reason: string; }
export interface ColumnReading { name: string; question: string | null; role: string; reason: string; }
export interface SourcePreview { path: string; kind: string; kind_reason: string; format: string; encoding: string; columns: Array<ColumnReading>; rows: Array<Array<string>>; }
export interface SourceSummary { id: number; name: string; path: string; kind: string; format: string; imported_at: number; rows: number; items: number; customers: number; events: number; duplicates: number; rejected: number; repaired: number; redacted: number; no_answer: number; }
export interface LedgerRequest { source: number | null; what: string | null; offset?: number; limit: number | null; }
export interface LedgerPage { total: number; entries: Array<LedgerEntry>; }
export interface LedgerEntry { source: number; row: number | null; column: string | null; what: string; reason: string; }
export interface SourceId { source: number; }

export interface ItemQuery { theme: number | null; search: string | null; source: number | null; offset?: number; limit: number | null; }
export interface ItemPage { total: number; items: Array<Item>; }
export interface Item { id: number; source: string; row: number | null; customer: string | null; time: number | null; question: string | null; title: string | null; rating: number | null; text: string; themes: Array<ItemTheme>; }
export interface ItemTheme { id: number; label: string; similarity: number; origin: string; }

export interface AnalyzeRequest { granularity: number | null; themes: number | null; seed: number | null; }
export interface AnalyzeReport { run: number; passages: number; themes: number; weak: number; untagged: number; continued: number; new: Array<string>; gone: Array<string>; hash: string; seconds: number; }
export interface ThemeSummary { id: number; label: string; keywords: Array<string>; parent: number | null; items: number; customers: number; passages: number; weak: number; negative_share: number; locked: boolean; renamed: boolean; }
export interface ThemeDetail { summary: ThemeSummary; machine_label: string | null; quotes: Array<Quote>; kinds: Array<LabelledCount>; months: Array<LabelledCount>; neighbours: Array<LabelledCount>; }
export interface Quote { item: number; text: string; source: string; row: number | null; customer: string | null; time: number | null; }
export interface LabelledCount { label: string; count: number; }
export interface ThemeId { id: number; }
export interface RenameRequest { id: number; label: string; }
export interface MergeRequest { into: number; themes: Array<number>; }
export interface SplitRequest { id: number; parts: number | null; }
export interface LockRequest { id: number; locked: boolean; }
export interface HideRequest { id: number; hidden: boolean; }
export interface TagRequest { item: number; theme: number; present: boolean; }

export interface ActivationRequest { column: string | null; event: string | null; times: number | null; distinct_days?: boolean; span_days: number | null; within_days: number | null; as_of: string | null; strata: Array<string> | null; }
export interface ActivationState { rule: ActivationRequest | null; sentence: string | null; customers: number; eligible: number; activated: number; left_out: Array<LabelledCount>; as_of: number | null; }
export interface ActivationOptions { columns: Array<string>; events: Array<LabelledCount>; segments: Array<string>; }
export interface MetricsRequest { by: string | null; }
export type Metrics = Record<string, unknown> & { by: Record<string, unknown> | undefined; };

export interface RankRequest { by: string | null; strata: Array<string> | null; }
export interface Ranking { by: string; rule: string | null; window_days: number | null; eligible: number; respondents: number; baseline_rate: number | null; silent_rate: number | null; strata: Array<string>; notes: Array<string>; themes: Array<RankedTheme>; }
export interface ActivatedCount { n: number; activated: number; }
export interface RankedTheme { id: number; label: string; items: number; customers: number; share: number; negative_share: number; mentioned: ActivatedCount; others: ActivatedCount; difference: number | null; low: number | null; high: number | null; method: string; q_value: number | null; points_at_stake: number | null; activations_lost: number | null; activations_lost_low: number | null; activations_lost_high: number | null; verdict: string; verdict_sentence: string; reason: string; priority: number; rank: number; }

export interface ReportRequest { template: string | null; }
export interface SaveReportRequest { path: string; template: string | null; }
export interface Report { markdown: string; charts: Array<Chart>; }
export interface Chart { name: string; svg: string; }
export interface SavedReport { files: Array<string>; }

export interface HistoryEntry { id: number; what: string; at: number; undone: boolean; }
export interface HistoryStep { what: string | null; }

export interface Calls {
  project_open: { request: ProjectPath; response: ProjectInfo };
  project_create: { request: ProjectPath; response: ProjectInfo };
  project_info: { request: null; response: ProjectInfo };
  project_verify: { request: null; response: Verification };
  sources_list: { request: null; response: Array<SourceSummary> };
  sources_preview: { request: FileToRead; response: SourcePreview };
  sources_import: { request: ImportRequest; response: ImportReport };
  sources_remove: { request: SourceId; response: null };
  sources_ledger: { request: LedgerRequest; response: LedgerPage };
  items_search: { request: ItemQuery; response: ItemPage };
  themes_analyze: { request: AnalyzeRequest; response: AnalyzeReport };
  themes_list: { request: null; response: Array<ThemeSummary> };
  themes_show: { request: ThemeId; response: ThemeDetail };
  themes_rename: { request: RenameRequest; response: Array<ThemeSummary> };
  themes_merge: { request: MergeRequest; response: Array<ThemeSummary> };
  themes_split: { request: SplitRequest; response: Array<ThemeSummary> };
  themes_lock: { request: LockRequest; response: Array<ThemeSummary> };
  themes_hide: { request: HideRequest; response: Array<ThemeSummary> };
  tags_set: { request: TagRequest; response: null };
  activation_get: { request: null; response: ActivationState };
  activation_set: { request: ActivationRequest; response: ActivationState };
  activation_options: { request: null; response: ActivationOptions };
  activation_metrics: { request: MetricsRequest; response: Metrics };
  priorities_rank: { request: RankRequest; response: Ranking };
  report_render: { request: ReportRequest; response: Report };
  report_save: { request: SaveReportRequest; response: SavedReport };
  history_list: { request: null; response: Array<HistoryEntry> };
  history_undo: { request: null; response: HistoryStep };
  history_redo: { request: null; response: HistoryStep };
}
