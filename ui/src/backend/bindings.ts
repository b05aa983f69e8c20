// Generated from crates/workbench by its test `bindings`. Do not edit.

/**
 * What a project file holds at this moment.
 */
export type ProjectInfo = { 
/**
 * Full path of the project file.
 */
path: string, 
/**
 * The file's name without its extension.
 */
name: string, 
/**
 * How much of each noun there is.
 */
counts: Counts, 
/**
 * The run whose themes are shown; none before the first analysis.
 */
run: RunInfo | null, 
/**
 * Passages imported since that run, which have no theme yet.
 */
passages_without_run: number, 
/**
 * What undo would take back, in words.
 */
undo: string | null, 
/**
 * What redo would bring back, in words.
 */
redo: string | null, 
/**
 * The activation rule as a sentence; none until it is set.
 */
activation: string | null, };

/**
 * Numbers of live rows.
 */
export type Counts = { 
/**
 * Imported files.
 */
sources: number, 
/**
 * Pieces of feedback, answers without content included.
 */
items: number, 
/**
 * Pieces of feedback that say nothing (“n/a”, “none”, “.”).
 */
no_answers: number, 
/**
 * Stretches of text that are analysed.
 */
passages: number, 
/**
 * Customers on record.
 */
customers: number, 
/**
 * Events on record.
 */
events: number, 
/**
 * Themes shown.
 */
themes: number, };

/**
 * One analysis.
 */
export type RunInfo = { 
/**
 * Number of the run in this project.
 */
id: number, 
/**
 * The run that was shown before it.
 */
previous: number | null, 
/**
 * When it was made, unix seconds UTC.
 */
created_at: number, 
/**
 * Granularity; 1 is the default, more is finer.
 */
granularity: number, 
/**
 * The fixed number of themes asked for, if any.
 */
themes: number | null, 
/**
 * Seed of every random choice.
 */
seed: number, 
/**
 * Digest of the sentence encoder that placed the texts; none is the word table.
 */
encoder: string | null, 
/**
 * Passages it read.
 */
passages: number, 
/**
 * BLAKE3 hash of the result, hexadecimal.
 */
hash: string, 
/**
 * Wall-clock seconds it took.
 */
seconds: number, 
/**
 * Passages that it set aside, whole or in part.
 */
aside: SetAside, 
/**
 * What is to be known about its themes, in sentences.
 */
notes: Array<string>, };

/**
 * A project file to open or create.
 */
export type ProjectPath = { 
/**
 * Path of the file, `name.assay`.
 */
path: string, };

/**
 * Where to put the sample.
 */
export type SampleRequest = { 
/**
 * A folder; when absent “Assay sample” among the person's documents.
 */
folder: string | null, };

/**
 * What `verify` found. Every problem is a sentence; none means all is well.
 */
export type Verification = { 
/**
 * Checks made, in words.
 */
checked: Array<string>, 
/**
 * What is wrong, in words.
 */
problems: Array<string>, 
/**
 * BLAKE3 hash of everything the project says, hexadecimal: two files with the same one hold the
 * same sources, themes and decisions, whatever was done and taken back on the way.
 */
contents_hash: string, 
/**
 * The stored hash of the current run.
 */
stored_hash: string | null, 
/**
 * The hash of the same analysis done again now.
 */
recomputed_hash: string | null, };

/**
 * One file to read, and what is already known about it.
 */
export type FileToRead = { 
/**
 * Path of the file, folder or ZIP archive on this machine; of a file in an archive its path goes on
 * inside of it.
 */
path: string, 
/**
 * `survey`, `ticket`, `interview`, `focus-group`, `review`, `customers` or `events`; guessed when absent.
 */
kind: string | null, 
/**
 * Roles of columns that are set by hand; the others are guessed.
 */
map: Array<ColumnRole>, };

/**
 * A column and the role a person gave it.
 */
export type ColumnRole = { 
/**
 * One of `text title id customer email time rating segment author ignore signed_up activated churned revenue event value`.
 */
role: string, 
/**
 * The column's name as the file has it.
 */
column: string, };

/**
 * Files to import in one undoable step.
 */
export type ImportRequest = { 
/**
 * Files, folders or ZIP archives, in order.
 */
files: Array<FileToRead>, 
/**
 * Replace e-mail addresses, phone, card, account and identity numbers before storing.
 */
redact?: boolean, 
/**
 * A file, outside the project, to keep what was replaced; nobody can get it back without.
 */
redaction_key?: string, 
/**
 * A file of further words and patterns to replace, which the project remembers the place of;
 * the one remembered when absent, none from now on when empty.
 */
redact_list?: string, 
/**
 * Keep questions apart that an earlier file words a little differently.
 */
keep_questions?: boolean, 
/**
 * Read and report, but store nothing.
 */
dry_run?: boolean, };

/**
 * What an import did, one entry a file.
 */
export type ImportReport = { 
/**
 * In the order of the request.
 */
sources: Array<ImportedSource>, };

/**
 * What became of one file.
 */
export type ImportedSource = { 
/**
 * Its number in the project; none when nothing was stored.
 */
id: number | null, 
/**
 * Path as given.
 */
path: string, 
/**
 * Kind of source.
 */
kind: string, 
/**
 * Format as recognised, in words.
 */
format: string, 
/**
 * Character encoding the bytes were read in.
 */
encoding: string, 
/**
 * Data rows (or turns of a conversation) seen.
 */
rows: number, 
/**
 * Pieces of feedback added.
 */
items: number, 
/**
 * Customer records added.
 */
customers: number, 
/**
 * Events added.
 */
events: number, 
/**
 * Records left out because the project has them already.
 */
duplicates: number, 
/**
 * Records that the project had with other contents: these stand in their place now. They are
 * not among the items and customers added.
 */
updated: number, 
/**
 * Rows that could not be used.
 */
rejected: number, 
/**
 * Rows that were mended on the way in.
 */
repaired: number, 
/**
 * Contact details replaced.
 */
redacted: number, 
/**
 * Answers that say nothing; kept and counted.
 */
no_answer: number, 
/**
 * Themes that a codebook brought.
 */
themes: number, 
/**
 * Tags that coded selections gave.
 */
tags: number, 
/**
 * Rows rejected or repaired, with the reason; at most 1,000 here, all of them in the ledger.
 */
problems: Array<ImportProblem>, 
/**
 * How each column was read.
 */
columns: Array<ColumnReading>, };

/**
 * One row that was rejected or repaired.
 */
export type ImportProblem = { 
/**
 * Row in the file, as a person counts: the header is row 1.
 */
row: number | null, 
/**
 * Column, where one is to blame.
 */
column: string | null, 
/**
 * What was wrong and what was done.
 */
reason: string, };

/**
 * How one column is read.
 */
export type ColumnReading = { 
/**
 * Its name in the file.
 */
name: string, 
/**
 * The question it answers, where the file says so.
 */
question: string | null, 
/**
 * The role it has.
 */
role: string, 
/**
 * Why it was given that role.
 */
reason: string, };

/**
 * A file as it would be read.
 */
export type SourcePreview = { 
/**
 * Path as given.
 */
path: string, 
/**
 * Kind of source.
 */
kind: string, 
/**
 * Why that kind.
 */
kind_reason: string, 
/**
 * Format in words.
 */
format: string, 
/**
 * Encoding in words.
 */
encoding: string, 
/**
 * Each column and its role; empty for conversations.
 */
columns: Array<ColumnReading>, 
/**
 * The first five rows, one cell a column.
 */
rows: Array<Array<string>>, 
/**
 * The files of a folder or archive that would be imported; empty for a file.
 */
files: Array<FolderFile>, };

/**
 * A file found in a folder or archive.
 */
export type FolderFile = { 
/**
 * Its path from the folder or archive on.
 */
name: string, 
/**
 * Kind of source; none where the file is too large to look into beforehand, or cannot be read.
 */
kind: string | null, 
/**
 * Why it cannot be read.
 */
problem: string | null, };

/**
 * A source as listed.
 */
export type SourceSummary = { 
/**
 * Number in the project.
 */
id: number, 
/**
 * File name.
 */
name: string, 
/**
 * Path it was read from.
 */
path: string, 
/**
 * Kind of source.
 */
kind: string, 
/**
 * Format in words.
 */
format: string, 
/**
 * When it was imported, unix seconds UTC.
 */
imported_at: number, 
/**
 * Data rows seen.
 */
rows: number, 
/**
 * Pieces of feedback.
 */
items: number, 
/**
 * Customer records.
 */
customers: number, 
/**
 * Events.
 */
events: number, 
/**
 * Left out as known already.
 */
duplicates: number, 
/**
 * Of the items and customer records, those that stand in the place of earlier ones.
 */
updated: number, 
/**
 * Could not be used.
 */
rejected: number, 
/**
 * Mended on the way in.
 */
repaired: number, 
/**
 * Contact details replaced.
 */
redacted: number, 
/**
 * Answers that say nothing.
 */
no_answer: number, };

/**
 * Which part of a ledger to read.
 */
export type LedgerRequest = { 
/**
 * The source; all sources when absent.
 */
source: number | null, 
/**
 * `rejected`, `repaired`, `duplicate`, `updated`, `redacted` or `no_answer`; all when absent.
 */
what: string | null, 
/**
 * Entries to skip.
 */
offset?: number, 
/**
 * Entries to return; 200 when absent.
 */
limit: number | null, };

/**
 * A stretch of a ledger.
 */
export type LedgerPage = { 
/**
 * Entries that match in all.
 */
total: number, 
/**
 * The ones asked for, in file order.
 */
entries: Array<LedgerEntry>, };

/**
 * What happened to one row.
 */
export type LedgerEntry = { 
/**
 * The source it belongs to.
 */
source: number, 
/**
 * Row in the file.
 */
row: number | null, 
/**
 * Column, where one is to blame.
 */
column: string | null, 
/**
 * `rejected`, `repaired`, `duplicate`, `updated`, `redacted` or `no_answer`.
 */
what: string, 
/**
 * The reason, a sentence.
 */
reason: string, };

/**
 * A source by its number.
 */
export type SourceId = { 
/**
 * Its number in the project.
 */
source: number, };

/**
 * Which items to list. Every condition that is given must hold.
 */
export type ItemQuery = { 
/**
 * Only this item.
 */
id?: number, 
/**
 * Only items with this theme, or with one that stands under it.
 */
theme?: number, 
/**
 * Only items whose text has these words (the last word may be unfinished).
 */
search?: string, 
/**
 * Only items of this source.
 */
source?: number, 
/**
 * Only items of sources of this kind: `survey`, `ticket`, ….
 */
kind?: string, 
/**
 * Only items with a passage in this language, as ISO 639-3 has it: `eng`, `deu`.
 */
language?: string, 
/**
 * Only answers to this question.
 */
question?: string, 
/**
 * Only items by this person, as `customer` names them.
 */
customer?: string, 
/**
 * Only items with a `negative`, `neutral` or `positive` passage (about `theme`, where given).
 */
sentiment?: string, 
/**
 * Only items written on this day or later: `2025`, `2025-06` or `2025-06-14`, UTC.
 */
after?: string, 
/**
 * Only items written before this day.
 */
before?: string, 
/**
 * Only items with these segments, their own or their customer's.
 */
segments?: Array<SegmentValue>, 
/**
 * Only items with a weakly tagged passage (about `theme`, where given).
 */
weak?: boolean, 
/**
 * Leave weak tags out: of `theme`, where it is given, and of the themes that items come with.
 */
without_weak?: boolean, 
/**
 * Only items that say something and have no theme.
 */
untagged?: boolean, 
/**
 * Only items with a passage that was set aside: because it says nothing (`no_answer`), stands
 * in many items (`boilerplate`), repeats another (`repeat`), or in part (`trimmed`).
 */
aside?: string, 
/**
 * Items to skip.
 */
offset?: number, 
/**
 * Items to return; 100 when absent.
 */
limit?: number, };

/**
 * A stretch of the items that match.
 */
export type ItemPage = { 
/**
 * Items that match in all.
 */
total: number, 
/**
 * The ones asked for.
 */
items: Array<Item>, };

/**
 * One piece of feedback.
 */
export type Item = { 
/**
 * Its number in the project; quotes are cited by it.
 */
id: number, 
/**
 * File name of its source.
 */
source: string, 
/**
 * Row in that file.
 */
row: number | null, 
/**
 * Who wrote it, as the file names them.
 */
customer: string | null, 
/**
 * When, unix seconds UTC.
 */
time: number | null, 
/**
 * The question it answers.
 */
question: string | null, 
/**
 * A ticket's or review's title.
 */
title: string | null, 
/**
 * Rating that came with it.
 */
rating: number | null, 
/**
 * The whole text.
 */
text: string, 
/**
 * Its themes, most similar first.
 */
themes: Array<ItemTheme>, };

/**
 * A theme of an item.
 */
export type ItemTheme = { 
/**
 * The theme.
 */
id: number, 
/**
 * Its label.
 */
label: string, 
/**
 * Cosine similarity of the closest passage to the theme's centre, 0–1; 1 for a tag set by hand.
 */
similarity: number, 
/**
 * All its passages on that theme are weakly tagged.
 */
weak: boolean, 
/**
 * `machine`, `rule` or `person`.
 */
origin: string, };

/**
 * One value of a segment.
 */
export type SegmentValue = { 
/**
 * Its name: `plan`.
 */
name: string, 
/**
 * Its value: `team`.
 */
value: string, };

/**
 * Where an item stands among those that match.
 */
export type ItemPlace = { 
/**
 * Items before it; none when it does not match.
 */
index: number | null, };

/**
 * Of the items that match, how many have each value; the most frequent first.
 */
export type ItemFacets = { 
/**
 * By kind of source.
 */
kinds: Array<LabelledCount>, 
/**
 * By source.
 */
sources: Array<SourceCount>, 
/**
 * By the question they answer.
 */
questions: Array<LabelledCount>, 
/**
 * By language (ISO 639-3), as the current run found it. An item can have several.
 */
languages: Array<LabelledCount>, 
/**
 * By the mood of their passages: `negative`, `neutral`, `positive`. An item can have several.
 */
sentiments: Array<LabelledCount>, 
/**
 * With a weakly tagged passage.
 */
weak: number, 
/**
 * By the reason why a passage of them was set aside. An item can have several.
 */
asides: Array<LabelledCount>, 
/**
 * By segment; columns that tell people apart rather than group them are left out.
 */
segments: Array<SegmentCounts>, };

/**
 * Items of one source.
 */
export type SourceCount = { 
/**
 * The source.
 */
id: number, 
/**
 * Its file name.
 */
name: string, 
/**
 * Items.
 */
count: number, };

/**
 * Items by the values of one segment.
 */
export type SegmentCounts = { 
/**
 * The segment: `plan`.
 */
name: string, 
/**
 * Its values.
 */
values: Array<LabelledCount>, };

/**
 * An item by its number.
 */
export type ItemId = { 
/**
 * The item.
 */
id: number, };

/**
 * One item with all that is read beside its text. Places in the text are counted in UTF-16 code
 * units, as a browser counts them.
 */
export type ItemDetail = { 
/**
 * The item as listed.
 */
item: Item, 
/**
 * It says nothing (“n/a”).
 */
no_answer: boolean, 
/**
 * The file's own columns about it.
 */
segments: Array<SegmentValue>, 
/**
 * Who speaks when, for a conversation; empty otherwise.
 */
turns: Array<Turn>, 
/**
 * Its passages, in the order of the text.
 */
passages: Array<ItemPassage>, 
/**
 * Stretches that a person marked for a theme, in the order of the text.
 */
spans: Array<Span>, };

/**
 * Passages to read, by their numbers.
 */
export type PassagesRequest = { 
/**
 * The passages, 500 at the most.
 */
passages: Array<number>, };

/**
 * What a passage says.
 */
export type PassageQuote = { 
/**
 * Its number.
 */
passage: number, 
/**
 * Its words, and where they stand.
 */
quote: Quote, };

/**
 * One turn of a conversation.
 */
export type Turn = { 
/**
 * First place in the text.
 */
start: number, 
/**
 * One past the last.
 */
end: number, 
/**
 * Who speaks, where the file says so.
 */
speaker: string | null, 
/**
 * It is the interviewer's.
 */
interviewer: boolean, 
/**
 * Seconds from the beginning of the recording.
 */
seconds: number | null, };

/**
 * A passage of an item.
 */
export type ItemPassage = { 
/**
 * Its number.
 */
id: number, 
/**
 * First place in the text.
 */
start: number, 
/**
 * One past the last.
 */
end: number, 
/**
 * It is a complaint.
 */
negative: boolean, 
/**
 * Why it was set aside, whole or in part: `no_answer`, `boilerplate`, `repeat`, `trimmed`.
 */
aside: string | null, 
/**
 * The item whose words it repeats.
 */
repeats: number | null, 
/**
 * Its themes, most similar first.
 */
themes: Array<PassageTheme>, };

/**
 * A theme of a passage.
 */
export type PassageTheme = { 
/**
 * The theme.
 */
id: number, 
/**
 * Its label.
 */
label: string, 
/**
 * Cosine similarity to the theme's centre, 0–1; 1 for a tag set by hand.
 */
similarity: number, 
/**
 * The similarity is low.
 */
weak: boolean, 
/**
 * `machine`, `rule` or `person`.
 */
origin: string, };

/**
 * A stretch of text that a person marked for a theme.
 */
export type Span = { 
/**
 * Its number.
 */
id: number, 
/**
 * First place in the text.
 */
start: number, 
/**
 * One past the last.
 */
end: number, 
/**
 * The theme.
 */
theme: number, 
/**
 * Its label.
 */
label: string, };

/**
 * A search under a name.
 */
export type SavedSearch = { 
/**
 * Its name.
 */
name: string, 
/**
 * What is looked for, as the window's address has it: `kind=ticket&search=invite`.
 */
query: string, };

/**
 * A saved search by its name.
 */
export type SearchName = { 
/**
 * The name.
 */
name: string, };

/**
 * A stretch of an item's text to be marked for a theme, in UTF-16 code units.
 */
export type SpanRequest = { 
/**
 * The item.
 */
item: number, 
/**
 * First place in its text.
 */
start: number, 
/**
 * One past the last.
 */
end: number, 
/**
 * The theme.
 */
theme: number, };

/**
 * A mark by its number.
 */
export type SpanId = { 
/**
 * The mark.
 */
span: number, };

/**
 * How to find themes.
 */
export type AnalyzeRequest = { 
/**
 * 1 is the default; more gives finer themes, less broader ones.
 */
granularity: number | null, 
/**
 * Exactly this many themes, by k-means.
 */
themes: number | null, 
/**
 * Seed of every random choice; 42 when absent.
 */
seed: number | null, 
/**
 * Folder of a sentence encoder to place the texts by, instead of the word table.
 */
encoder: string | null, };

/**
 * What an analysis found and changed.
 */
export type AnalyzeReport = { 
/**
 * Number of the run.
 */
run: number, 
/**
 * Passages read.
 */
passages: number, 
/**
 * Themes shown, parents left out.
 */
themes: number, 
/**
 * The granularity of the level that they are of.
 */
granularity: number, 
/**
 * Passages whose tag is weak.
 */
weak: number, 
/**
 * Passages without a theme: those that say nothing, boilerplate, and those without a word.
 */
untagged: number, 
/**
 * Passages that were set aside, whole or in part.
 */
aside: SetAside, 
/**
 * What is to be known about the result, in sentences: so few comments carry so much.
 */
notes: Array<string>, 
/**
 * Themes that continue one of the run before.
 */
continued: number, 
/**
 * Labels of themes that are new.
 */
new: Array<string>, 
/**
 * Labels of themes that are gone.
 */
gone: Array<string>, 
/**
 * What changed against the run before, theme by theme.
 */
diff: RunDiff, 
/**
 * The sentence encoder that placed the texts; none is the word table.
 */
encoder: EncoderUse | null, 
/**
 * BLAKE3 hash of the result.
 */
hash: string, 
/**
 * Wall-clock seconds.
 */
seconds: number, };

/**
 * What a sentence encoder did.
 */
export type EncoderUse = { 
/**
 * Tells it from any other.
 */
digest: string, 
/**
 * Different texts whose vectors the project had already.
 */
known: number, 
/**
 * Different texts that were encoded.
 */
encoded: number, };

/**
 * A theme as listed.
 */
export type ThemeSummary = { 
/**
 * Its number; stays the same from run to run.
 */
id: number, 
/**
 * The person's label, or the machine's.
 */
label: string, 
/**
 * Words that set it apart, best first.
 */
keywords: Array<string>, 
/**
 * The theme it stands under, as a person or the run put it.
 */
parent: number | null, 
/**
 * Its place among those under the same theme, where a person chose one.
 */
position: number | null, 
/**
 * It has no passages of its own: it stands for the themes under it and is counted by theirs.
 */
group: boolean, 
/**
 * Pieces of feedback that mention it.
 */
items: number, 
/**
 * People who mention it.
 */
customers: number, 
/**
 * Passages about it.
 */
passages: number, 
/**
 * Passages among them whose tag is weak.
 */
weak: number, 
/**
 * Share of its passages that are negative, 0–1.
 */
negative_share: number, 
/**
 * The same counts without weak tags.
 */
strong: StrongCounts, 
/**
 * A person locked it.
 */
locked: boolean, 
/**
 * A person gave it its label.
 */
renamed: boolean, 
/**
 * A person made it.
 */
made: boolean, 
/**
 * A person hid it.
 */
hidden: boolean, };

/**
 * A theme with its evidence.
 */
export type ThemeDetail = { 
/**
 * The theme as listed.
 */
summary: ThemeSummary, 
/**
 * The label the machine gave it.
 */
machine_label: string | null, 
/**
 * Central passages.
 */
quotes: Array<Quote>, 
/**
 * How many of its items come from each source kind.
 */
kinds: Array<LabelledCount>, 
/**
 * Items a month, oldest first; `label` is `2026-03`.
 */
months: Array<LabelledCount>, 
/**
 * Items with a `negative`, a `neutral` and a `positive` passage on it, as a search for those
 * finds them. An item can have several.
 */
moods: Array<LabelledCount>, 
/**
 * Themes most often mentioned by the same item.
 */
neighbours: Array<LabelledCount>, 
/**
 * Themes that say like things.
 */
similar: Array<SimilarTheme>, };

/**
 * A map of the passages, on which a theme is a region and like themes lie near. Points are in the
 * order of their passages; numbers are packed little-endian in base64, since there may be a
 * million of them.
 */
export type ThemeMap = { 
/**
 * How many points there are.
 */
points: number, 
/**
 * Of each point x (to the right) and y (downwards), two bytes each.
 */
places: string, 
/**
 * Of each point the place of its theme in `themes`, two bytes; 65,535 for none of them.
 */
theme_of: string, 
/**
 * Of each point the number of its passage, four bytes.
 */
passages: string, 
/**
 * The themes that are not hidden, groups among them.
 */
themes: Array<MapTheme>, };

/**
 * A theme on the map.
 */
export type MapTheme = { 
/**
 * Its number.
 */
id: number, 
/**
 * Its name.
 */
label: string, 
/**
 * The theme it stands under.
 */
parent: number | null, 
/**
 * It stands for the themes under it, and its points are theirs.
 */
group: boolean, 
/**
 * Points on the map; passages that have it as a further theme lie with their main one.
 */
points: number, 
/**
 * The middle of its points; none without any.
 */
centre: [number, number] | null, 
/**
 * Share of its passages that are negative, 0–1.
 */
negative_share: number, 
/**
 * The likest other themes.
 */
similar: Array<SimilarTheme>, };

/**
 * The themes inside those on show that finer levels of granularity would show.
 */
export type FinerThemes = { 
/**
 * Of each finer level, the next first, how many themes it has in all.
 */
levels: Array<number>, 
/**
 * Of each point of the map the part of the analysis that it belongs to, two bytes, little-endian
 * in base64; 65,535 for none.
 */
part_of: string, 
/**
 * Those with a name, by level.
 */
themes: Array<FinerTheme>, };

/**
 * A theme inside one on show.
 */
export type FinerTheme = { 
/**
 * What it would be called.
 */
label: string, 
/**
 * The theme on show that it lies in.
 */
theme: number, 
/**
 * The first level that has it: its place among the finer ones, from 0.
 */
level: number, 
/**
 * The parts whose points of that theme it has, ascending.
 */
parts: Array<number>, 
/**
 * How many points these are.
 */
points: number, 
/**
 * The middle of them.
 */
centre: [number, number], };

/**
 * A theme that is like another.
 */
export type SimilarTheme = { 
/**
 * Its number.
 */
id: number, 
/**
 * Its name.
 */
label: string, 
/**
 * Cosine of what the passages of the two say on average, 0–1.
 */
similarity: number, };

/**
 * A passage that speaks for a theme.
 */
export type Quote = { 
/**
 * The item it stands in.
 */
item: number, 
/**
 * The words.
 */
text: string, 
/**
 * File name of the source.
 */
source: string, 
/**
 * Row in that file.
 */
row: number | null, 
/**
 * Who wrote it.
 */
customer: string | null, 
/**
 * When, unix seconds UTC.
 */
time: number | null, };

/**
 * A name and how often.
 */
export type LabelledCount = { 
/**
 * The name.
 */
label: string, 
/**
 * How often.
 */
count: number, };

/**
 * A theme by its number.
 */
export type ThemeId = { 
/**
 * The theme.
 */
id: number, };

/**
 * A new name for a theme.
 */
export type RenameRequest = { 
/**
 * The theme.
 */
id: number, 
/**
 * Its label from now on; empty gives the machine's label back.
 */
label: string, };

/**
 * Themes to be made one.
 */
export type MergeRequest = { 
/**
 * The theme that stays.
 */
into: number, 
/**
 * The themes that go into it.
 */
themes: Array<number>, };

/**
 * A theme to be taken apart.
 */
export type SplitRequest = { 
/**
 * The theme.
 */
id: number, 
/**
 * Exactly this many parts; found when absent.
 */
parts: number | null, };

/**
 * How often a theme is mentioned by tags that are not weak.
 */
export type StrongCounts = { 
/**
 * Pieces of feedback.
 */
items: number, 
/**
 * People.
 */
customers: number, 
/**
 * Passages.
 */
passages: number, 
/**
 * Share of these passages that are negative, 0–1.
 */
negative_share: number, };

/**
 * The levels of granularity of the themes on show.
 */
export type Levels = { 
/**
 * Broadest first; each theme of a level is made of whole themes of the next.
 */
levels: Array<LevelSummary>, 
/**
 * The level that is shown; none for themes found before there were levels.
 */
current: number | null, };

/**
 * One level of granularity.
 */
export type LevelSummary = { 
/**
 * Its place, from 0.
 */
level: number, 
/**
 * 1 is the default, more is finer.
 */
granularity: number, 
/**
 * Themes it has before a person's decisions.
 */
themes: number, };

/**
 * A level to show.
 */
export type RecutRequest = { 
/**
 * Its place among [`Levels`].
 */
level: number, };

/**
 * The parts that a theme would come apart into, largest first.
 */
export type SplitPreview = { 
/**
 * The parts. The first keeps the theme's own place, name and number.
 */
parts: Array<PreviewedTheme>, };

/**
 * A theme that an edit would make.
 */
export type PreviewedTheme = { 
/**
 * The label it would have.
 */
label: string, 
/**
 * Words that would set it apart, best first.
 */
keywords: Array<string>, 
/**
 * Central passages.
 */
quotes: Array<Quote>, 
/**
 * Pieces of feedback that would mention it.
 */
items: number, 
/**
 * People who would mention it.
 */
customers: number, 
/**
 * Passages that it would have.
 */
passages: number, };

/**
 * A theme to be made from a search or from examples; one of the two is given.
 */
export type CreateRequest = { 
/**
 * Its name; found when absent.
 */
label?: string, 
/**
 * Passages with these words (the last word may be unfinished).
 */
search?: string, 
/**
 * Passages like these.
 */
like?: Array<number>, 
/**
 * Passages like those of these items.
 */
like_items?: Array<number>, 
/**
 * How like the examples a passage must be at least, 0–1; found when absent.
 */
least?: number, };

/**
 * What a theme to be made would hold.
 */
export type CreatePreview = { 
/**
 * The theme.
 */
theme: PreviewedTheme, 
/**
 * How like the examples its passages are at least; none for a search.
 */
least: number | null, };

/**
 * Themes to be put in a place.
 */
export type ArrangeRequest = { 
/**
 * The themes, in the order that they shall have.
 */
themes: Array<number>, 
/**
 * The theme to put them under; at the top when absent.
 */
parent?: number, 
/**
 * The name of a new theme to put them under.
 */
new_parent?: string, 
/**
 * Their place among those that are there, from 0; left to the counts when absent.
 */
position?: number, };

/**
 * A keyword to be struck out of a theme.
 */
export type StrikeRequest = { 
/**
 * The theme.
 */
id: number, 
/**
 * The keyword.
 */
keyword: string, 
/**
 * Struck out from now on.
 */
struck: boolean, };

/**
 * A memo, and one thing that it is on; on the project as a whole if neither theme nor item is there.
 * One on several things is listed with each.
 */
export type Memo = { 
/**
 * Its heading; may be empty.
 */
name: string, 
/**
 * What it says.
 */
text: string, 
/**
 * The theme it is on.
 */
theme: number | null, 
/**
 * That theme's name.
 */
theme_label: string | null, 
/**
 * The piece of feedback it is on.
 */
item: number | null, 
/**
 * The words in it that it is on; none if it is on all of them.
 */
words: string | null, };

/**
 * A run as listed.
 */
export type RunSummary = { 
/**
 * Its number.
 */
id: number, 
/**
 * When, unix seconds UTC.
 */
created_at: number, 
/**
 * The analysis whose parts it joins to themes; itself, unless only the granularity was changed.
 */
analysis: number, 
/**
 * Its granularity.
 */
granularity: number, 
/**
 * The number of themes that was asked for, where it was.
 */
asked: number | null, 
/**
 * Themes it shows, parents left out.
 */
themes: number, 
/**
 * Passages it read.
 */
passages: number, 
/**
 * Its themes are shown.
 */
current: boolean, 
/**
 * The run that was shown before.
 */
previous: number | null, };

/**
 * A run by its number.
 */
export type RunId = { 
/**
 * The run.
 */
id: number, };

/**
 * Two runs to be compared.
 */
export type DiffRequest = { 
/**
 * The earlier one.
 */
from: number, 
/**
 * The later one.
 */
to: number, };

/**
 * What changed from one run to another. Passages are counted by their main theme.
 */
export type RunDiff = { 
/**
 * The earlier run; none where there was none.
 */
from: number | null, 
/**
 * The later run.
 */
to: number, 
/**
 * Themes that are in both.
 */
continued: Array<ContinuedTheme>, 
/**
 * Themes of new subjects.
 */
new: Array<ThemeChange>, 
/**
 * Themes most of whose passages were another's, which goes on beside them.
 */
split: Array<ThemeChange>, 
/**
 * Themes that are gone because most of their passages went to one other.
 */
merged: Array<ThemeChange>, 
/**
 * Themes that are gone, their passages spread over several or removed.
 */
gone: Array<ThemeChange>, 
/**
 * Passages that the earlier run did not have.
 */
new_passages: number, 
/**
 * Passages that both runs have, under another theme than before.
 */
moved_passages: number, };

/**
 * A theme that goes on.
 */
export type ContinuedTheme = { 
/**
 * The theme.
 */
id: number, 
/**
 * Its label.
 */
label: string, 
/**
 * Passages it has now.
 */
passages: number, 
/**
 * Passages among them that the earlier run did not have.
 */
new: number, 
/**
 * Passages among them that came from other themes.
 */
arrived: number, 
/**
 * Passages that went to other themes.
 */
left: number, };

/**
 * A theme that came or went.
 */
export type ThemeChange = { 
/**
 * The theme.
 */
id: number, 
/**
 * Its label.
 */
label: string, 
/**
 * Passages it has, or had.
 */
passages: number, 
/**
 * The theme that it came from, or went into.
 */
other: number | null, 
/**
 * That theme's label.
 */
other_label: string | null, };

/**
 * What is shown after the granularity or the run was changed.
 */
export type CutReport = { 
/**
 * The run that is shown.
 */
run: number, 
/**
 * Its level; none for a run made before there were levels.
 */
level: number | null, 
/**
 * Its granularity.
 */
granularity: number, 
/**
 * Themes shown, parents left out.
 */
themes: number, 
/**
 * What changed.
 */
diff: RunDiff, };

/**
 * Passages to be moved to a theme.
 */
export type MoveRequest = { 
/**
 * Every passage of these items; where `from` is given, only those that have it.
 */
items?: Array<number>, 
/**
 * These passages.
 */
passages?: Array<number>, 
/**
 * The theme to take them from; whatever is their main theme when absent.
 */
from?: number, 
/**
 * The theme to put them in.
 */
to: number, };

/**
 * A lock to set or lift. A locked theme keeps its name, its words and the passages it has, and takes in
 * no others but new ones.
 */
export type LockRequest = { 
/**
 * The theme.
 */
id: number, 
/**
 * Locked from now on.
 */
locked: boolean, };

/**
 * A theme to hide from lists and rankings, or to show again.
 */
export type HideRequest = { 
/**
 * The theme.
 */
id: number, 
/**
 * Hidden from now on.
 */
hidden: boolean, };

/**
 * How many passages a run set aside, by the reason.
 */
export type SetAside = { 
/**
 * Say nothing ("thanks!", "n/a"), and have no theme.
 */
no_answer: number, 
/**
 * Stand alike in many items (disclaimers, templates), and have no theme.
 */
boilerplate: number, 
/**
 * Say the same as another, whose themes they have; counted once when themes were found.
 */
repeat: number, 
/**
 * Have their themes by what is left without boilerplate.
 */
trimmed: number, };

/**
 * A tag to set on, or take from, items and passages, as one step.
 */
export type TagRequest = { 
/**
 * Items, with every passage they have.
 */
items?: Array<number>, 
/**
 * Single passages.
 */
passages?: Array<number>, 
/**
 * The theme.
 */
theme: number, 
/**
 * Set it (true) or take it away (false).
 */
present: boolean, };

/**
 * Something to be done about a theme.
 */
export type Action = { 
/**
 * Its number.
 */
id: number, 
/**
 * The theme it is about; when that was merged, the one it went into.
 */
theme: number, 
/**
 * The theme's label; its last known one when the themes shown do not have it.
 */
theme_label: string, 
/**
 * The theme is among those shown.
 */
theme_shown: boolean, 
/**
 * What will be done.
 */
what: string, 
/**
 * Who does it.
 */
owner: string | null, 
/**
 * How much work it is, in the unit the team counts in (days, points): the same for all actions.
 */
effort: number | null, 
/**
 * How far it is.
 */
status: ActionStatus, 
/**
 * The day it went out, `YYYY-MM-DD`.
 */
shipped_on: string | null, 
/**
 * Whatever else is to be said.
 */
note: string | null, 
/**
 * The suggestion it was made from, by its cause.
 */
suggestion: string | null, 
/**
 * When it was written down, unix seconds UTC.
 */
created_at: number, };

/**
 * How far an action is.
 */
export type ActionStatus = "idea" | "planned" | "doing" | "shipped" | "dropped";

/**
 * An action to write down.
 */
export type AddActionRequest = { 
/**
 * The theme it is about.
 */
theme: number, 
/**
 * What will be done.
 */
what: string, 
/**
 * Who does it.
 */
owner: string | null, 
/**
 * How much work it is, above 0, in the unit the team counts in.
 */
effort: number | null, 
/**
 * How far it is; an idea when absent.
 */
status: ActionStatus | null, 
/**
 * The day it went out, `YYYY-MM-DD`; today when it is shipped and this is absent.
 */
shipped_on: string | null, 
/**
 * Whatever else is to be said.
 */
note: string | null, 
/**
 * The suggestion it is made from, by its cause.
 */
suggestion: string | null, };

/**
 * What to change about an action; what is absent stays as it is.
 */
export type UpdateActionRequest = { 
/**
 * The action.
 */
id: number, 
/**
 * Another theme.
 */
theme: number | null, 
/**
 * What will be done.
 */
what: string | null, 
/**
 * Who does it; empty for nobody.
 */
owner: string | null, 
/**
 * How much work it is; 0 for not known.
 */
effort: number | null, 
/**
 * How far it is. What ships gets today's date unless `shipped_on` says another; what is no
 * longer shipped loses its date.
 */
status: ActionStatus | null, 
/**
 * The day it went out, `YYYY-MM-DD`.
 */
shipped_on: string | null, 
/**
 * Whatever else is to be said; empty for nothing.
 */
note: string | null, };

/**
 * An action that went out.
 */
export type ShipActionRequest = { 
/**
 * The action.
 */
id: number, 
/**
 * The day, `YYYY-MM-DD`; today when absent.
 */
on: string | null, };

/**
 * An action by its number.
 */
export type ActionId = { 
/**
 * The action.
 */
id: number, };

/**
 * Which shipped actions to watch.
 */
export type MonitorRequest = { 
/**
 * This one; every one that shipped when absent.
 */
action: number | null, };

/**
 * What may be said of what changed after an action shipped.
 */
export type MonitorVerdict = "improved" | "worse" | "no_clear_change" | "too_early" | "not_comparable";

/**
 * What is suggested for one theme.
 */
export type ThemeSuggestions = { 
/**
 * The theme.
 */
theme: number, 
/**
 * Its label.
 */
label: string, 
/**
 * Suggestions, the clearest first; empty where the signal is weak.
 */
suggestions: Array<Suggestion>, 
/**
 * Why there are none, or why they rest on a part of the passages.
 */
note: string | null, };

/**
 * A step that may help, and what led there.
 */
export type Suggestion = { 
/**
 * What the complaints are about: `confusing`, `price`, …; with the theme it names the suggestion.
 */
cause: string, 
/**
 * What the passages say, with the numbers, one sentence.
 */
about: string, 
/**
 * What could be done, one sentence: the text of an action, to be edited.
 */
action: string, 
/**
 * What else is known to help.
 */
alternatives: Array<string>, 
/**
 * Passages of the theme that say it.
 */
passages: number, 
/**
 * Their share of the passages read, 0–1.
 */
share: number, 
/**
 * The share among the other themes' passages.
 */
share_elsewhere: number, 
/**
 * Lower end of the difference of the two, 95 %.
 */
low: number, 
/**
 * Upper end.
 */
high: number, 
/**
 * The passages that say it most plainly.
 */
quotes: Array<Quote>, 
/**
 * An action was made from it.
 */
accepted: boolean, 
/**
 * A person does not want to see it.
 */
dismissed: boolean, };

/**
 * A suggestion not to be shown again, or to be shown again.
 */
export type DismissRequest = { 
/**
 * The theme.
 */
theme: number, 
/**
 * The suggestion, by its cause.
 */
cause: string, 
/**
 * Not shown from now on.
 */
dismissed: boolean, };

/**
 * A segment and its values.
 */
export type Segment = { 
/**
 * Its name: a column of customers or feedback, `signed_up_month`, or `kind` for the kind of source.
 */
name: string, 
/**
 * Its values with the number of people who gave feedback, most first.
 */
values: Array<LabelledCount>, };

/**
 * Two values of a segment to compare.
 */
export type CompareRequest = { 
/**
 * The segment.
 */
segment: string, 
/**
 * One value.
 */
a: string, 
/**
 * The other.
 */
b: string, };

/**
 * How many people of each group of a segment raise a theme.
 */
export type SegmentShares = { 
/**
 * The segment.
 */
segment: string, 
/**
 * Its groups, the largest first.
 */
groups: Array<ShareOfGroup>, };

/**
 * How many people of a group raise a theme; the interval is Wilson's, 95 %.
 */
export type ShareOfGroup = { 
/**
 * The value of the segment.
 */
value: string, 
/**
 * People who gave feedback.
 */
people: number, 
/**
 * Those of them who raise it.
 */
raised: number, 
/**
 * Their share, 0–1.
 */
share: number, 
/**
 * Lower end of its interval.
 */
low: number, 
/**
 * Upper end.
 */
high: number, };

/**
 * Two groups side by side. Shares and differences are fractions, `a` less `b`; intervals are 95 %.
 */
export type SegmentComparison = { 
/**
 * The segment.
 */
segment: string, 
/**
 * One group.
 */
a: SegmentGroup, 
/**
 * The other.
 */
b: SegmentGroup, 
/**
 * Difference of the negative shares.
 */
negative: GroupDifference | null, 
/**
 * Difference of the activation rates; none without a rule, or without enough customers.
 */
activation: GroupDifference | null, 
/**
 * Every theme, the clearest difference first.
 */
themes: Array<ThemeInGroups>, 
/**
 * What a reader should know about these numbers, sentences.
 */
notes: Array<string>, };

/**
 * A group of people.
 */
export type SegmentGroup = { 
/**
 * The value of the segment.
 */
value: string, 
/**
 * People who gave feedback.
 */
people: number, 
/**
 * Pieces of feedback.
 */
items: number, 
/**
 * Share of their passages that are negative.
 */
negative_share: number | null, 
/**
 * Lower end of its interval, by people.
 */
negative_low: number | null, 
/**
 * Upper end.
 */
negative_high: number | null, 
/**
 * Customers whose time to activate is over, also those who said nothing.
 */
eligible: number, 
/**
 * Those of them who activated.
 */
activated: number, 
/**
 * Their share.
 */
activation_rate: number | null, 
/**
 * Lower end of its interval.
 */
activation_low: number | null, 
/**
 * Upper end.
 */
activation_high: number | null, };

/**
 * A difference, `a` less `b`.
 */
export type GroupDifference = { 
/**
 * The difference.
 */
difference: number, 
/**
 * Lower end of its interval.
 */
low: number, 
/**
 * Upper end.
 */
high: number, };

/**
 * A theme in both groups.
 */
export type ThemeInGroups = { 
/**
 * The theme.
 */
id: number, 
/**
 * Its label.
 */
label: string, 
/**
 * People of `a` who raise it.
 */
people_a: number, 
/**
 * People of `b` who raise it.
 */
people_b: number, 
/**
 * Their share of the people of `a`.
 */
share_a: number, 
/**
 * Their share of the people of `b`.
 */
share_b: number, 
/**
 * Difference of the shares.
 */
difference: number, 
/**
 * Lower end of its interval.
 */
low: number, 
/**
 * Upper end.
 */
high: number, 
/**
 * Benjamini–Hochberg adjusted p-value over the themes.
 */
q_value: number | null, 
/**
 * `more_in_a`, `more_in_b`, `unclear` or `not_enough_data`.
 */
verdict: string, };

/**
 * An action that shipped, and what was different after it.
 */
export type MonitoredAction = { 
/**
 * The action.
 */
action: Action, 
/**
 * What both measures come to: improved when one did and the other is not worse.
 */
verdict: MonitorVerdict, 
/**
 * The verdict as a sentence.
 */
sentence: string, 
/**
 * The share of the people who gave feedback that raise the theme.
 */
mentions: WatchedChange, 
/**
 * The share of the sign-ups that activate; none without an activation rule.
 */
activation: WatchedChange | null, };

/**
 * A share before and after. Shares and differences are fractions; intervals are 95 %.
 */
export type WatchedChange = { 
/**
 * What may be said.
 */
verdict: MonitorVerdict, 
/**
 * The same as a sentence.
 */
sentence: string, 
/**
 * The period before.
 */
before: WatchedShare | null, 
/**
 * The period after, of the same length.
 */
after: WatchedShare | null, 
/**
 * After less before; none where it is too early, or nothing to compare with.
 */
difference: number | null, 
/**
 * Lower end of its interval.
 */
low: number | null, 
/**
 * Upper end.
 */
high: number | null, 
/**
 * Benjamini–Hochberg adjusted p-value over all changes shown.
 */
q_value: number | null, 
/**
 * How the difference was computed, in words.
 */
method: string, 
/**
 * Where it is too early: about how many more people it takes.
 */
more_needed: number | null, 
/**
 * Where it is too early: the day by which there may be enough, `YYYY-MM-DD`.
 */
until: string | null, 
/**
 * What a reader should know about these numbers, sentences.
 */
notes: Array<string>, };

/**
 * A share of people in a period.
 */
export type WatchedShare = { 
/**
 * First day, `YYYY-MM-DD`.
 */
from: string, 
/**
 * Last day.
 */
to: string, 
/**
 * People seen.
 */
people: number, 
/**
 * Those of them who raise the theme, or activated.
 */
count: number, 
/**
 * Their share.
 */
share: number, 
/**
 * Lower end of its interval.
 */
low: number, 
/**
 * Upper end.
 */
high: number, };

/**
 * When a customer counts as activated.
 */
export type ActivationRequest = { 
/**
 * A column of the customer file: a date, or yes/no. Either this or `event`.
 */
column: string | null, 
/**
 * The name of an event.
 */
event: string | null, 
/**
 * How often the event has to happen; 1 when absent.
 */
times: number | null, 
/**
 * Each occasion on a day of its own.
 */
distinct_days?: boolean, 
/**
 * All occasions inside so many days; unlimited when absent.
 */
span_days: number | null, 
/**
 * The last of them within so many days of signing up; unlimited when absent.
 */
within_days: number | null, 
/**
 * The day the data end, `YYYY-MM-DD`; when absent the last instant in the data, a lone date far
 * beyond the rest left out.
 */
as_of: string | null, 
/**
 * Segments to adjust for in the ranking; `None` keeps what is set, or chooses.
 */
strata: Array<string> | null, };

/**
 * The rule as it stands and what it means for the customers on record.
 */
export type ActivationState = { 
/**
 * The rule; none until it is set.
 */
rule: ActivationRequest | null, 
/**
 * The rule as a sentence.
 */
sentence: string | null, 
/**
 * Customers on record.
 */
customers: number, 
/**
 * Customers whose window has closed.
 */
eligible: number, 
/**
 * Of those, activated.
 */
activated: number, 
/**
 * Customers whose window was still open when the data end: neither activated nor not.
 */
censored: number, 
/**
 * Customers left out because something about them is missing or wrong.
 */
excluded: number, 
/**
 * Customers left out, with the reason: the two numbers above in parts.
 */
left_out: Array<LabelledCount>, 
/**
 * What else a reader should know of, counted: late and repeated activations, events that play
 * no part, people known from one file only.
 */
noted: Array<LabelledCount>, 
/**
 * What a reader should know about the date the data end, sentences.
 */
notes: Array<string>, 
/**
 * The instant the data end, unix seconds UTC.
 */
as_of: number | null, };

/**
 * What a rule and its strata can be made of in this project.
 */
export type ActivationOptions = { 
/**
 * Columns of customer files that hold dates or yes/no.
 */
columns: Array<string>, 
/**
 * Events and how often each happened, most frequent first.
 */
events: Array<LabelledCount>, 
/**
 * Segments to adjust for and to compare.
 */
segments: Array<string>, };

/**
 * A usual rule for a sort of business.
 */
export type ActivationPreset = { 
/**
 * `saas`, `ecommerce` or `finance`.
 */
id: string, 
/**
 * The sort of business, in words.
 */
title: string, 
/**
 * What the rule counts, in words.
 */
counts: string, 
/**
 * Why it is usual, a sentence.
 */
why: string, 
/**
 * The rule over the event of this project that fits; none where no event does.
 */
rule: ActivationRequest | null, 
/**
 * That rule as a sentence.
 */
sentence: string | null, 
/**
 * Where no event fits, the most frequent ones to choose from.
 */
candidates: Array<LabelledCount>, };

/**
 * How to break metrics down.
 */
export type MetricsRequest = { 
/**
 * A segment; the whole when absent.
 */
by: string | null, 
/**
 * By sign-up cohort: `week`, `month`, `quarter` or `year`.
 */
cohorts: string | null, };

/**
 * Activation metrics by name, each with its interval; those the data cannot carry are absent, and
 * `by` is there when a segment was asked for. See `assay_analysis::impact::Metrics`.
 */
export type Metrics = Record<string, unknown>;

/**
 * The share of customers activated by each day since they signed up (Kaplan & Meier 1958), those
 * not activated yet counted as long as they have been observed.
 */
export type ActivationCurve = { 
/**
 * Customers observed.
 */
customers: number, 
/**
 * The window; none is unlimited.
 */
window_days: number | null, 
/**
 * The last day drawn.
 */
until_days: number, 
/**
 * Steps: the share holds from this day to the next point's.
 */
points: Array<CurvePoint>, };

/**
 * A step of the curve, with its 95 % band.
 */
export type CurvePoint = { 
/**
 * Days since signing up.
 */
days: number, 
/**
 * Share activated by then.
 */
activated: number, 
/**
 * Lower end of its interval.
 */
low: number, 
/**
 * Upper end.
 */
high: number, 
/**
 * Customers not activated and still observed just before.
 */
at_risk: number, };

/**
 * How to rank.
 */
export type RankRequest = { 
/**
 * `priority` (default), `frequency`, `impact`, `value`, `negative` or `effort`.
 */
by: string | null, 
/**
 * What themes are linked with: `activated` (default), `churned`, `recommended`, `retained:30`
 * (any number of days) or `rating`.
 */
outcome: string | null, 
/**
 * Segments to adjust for; the project's when absent.
 */
strata: Array<string> | null, };

/**
 * Themes in order of what to fix first.
 */
export type Ranking = { 
/**
 * `priority`, `frequency`, `impact`, `value`, `negative` or `effort`.
 */
by: string, 
/**
 * What the themes are linked with, as in the request. Of an outcome other than activation the
 * words below mean its yes: who left, recommended, stayed; of ratings, the mean.
 */
outcome: string, 
/**
 * The outcome as a noun: “linked to lower activation”.
 */
outcome_noun: string, 
/**
 * The activation rule as a sentence; none when the project has none, or for another outcome.
 */
rule: string | null, 
/**
 * Days within which a customer has to activate; none is unlimited.
 */
window_days: number | null, 
/**
 * Customers whose window has closed.
 */
eligible: number, 
/**
 * Eligible customers who gave feedback: the people compared.
 */
respondents: number, 
/**
 * Activation rate of the respondents, 0–1.
 */
baseline_rate: number | null, 
/**
 * Activation rate of the eligible who said nothing, reported apart.
 */
silent_rate: number | null, 
/**
 * Segments adjusted for.
 */
strata: Array<string>, 
/**
 * Mean revenue of the activated less that of the others; none where it is not known.
 */
value_per_activation: number | null, 
/**
 * What a reader should know about these numbers, sentences.
 */
notes: Array<string>, 
/**
 * The themes, first to fix first.
 */
themes: Array<RankedTheme>, };

/**
 * How many, and how many of them activated.
 */
export type ActivatedCount = { 
/**
 * Respondents.
 */
n: number, 
/**
 * Those of them who activated.
 */
activated: number, };

/**
 * One theme in the ranking. Rates and differences are fractions; intervals are 95 %.
 */
export type RankedTheme = { 
/**
 * The theme.
 */
id: number, 
/**
 * Its label.
 */
label: string, 
/**
 * Pieces of feedback that mention it.
 */
items: number, 
/**
 * People who mention it.
 */
customers: number, 
/**
 * Share of the people who gave feedback.
 */
share: number, 
/**
 * Share of its passages that are negative.
 */
negative_share: number, 
/**
 * Respondents who mention it.
 */
mentioned: ActivatedCount, 
/**
 * Respondents who do not.
 */
others: ActivatedCount, 
/**
 * Mean outcome of those who mention it: a rate, or a mean rating.
 */
mean_mentioned: number | null, 
/**
 * Mean outcome of those who do not.
 */
mean_others: number | null, 
/**
 * Difference in activation rate linked to mentioning it, adjusted.
 */
difference: number | null, 
/**
 * Lower end of its interval.
 */
low: number | null, 
/**
 * Upper end.
 */
high: number | null, 
/**
 * How the difference was estimated, in words.
 */
method: string, 
/**
 * Benjamini–Hochberg adjusted p-value.
 */
q_value: number | null, 
/**
 * Share who mention it × difference: what the whole rate would move by.
 */
points_at_stake: number | null, 
/**
 * Respondents who mention it × −difference.
 */
activations_lost: number | null, 
/**
 * Lower end of its interval.
 */
activations_lost_low: number | null, 
/**
 * Upper end.
 */
activations_lost_high: number | null, 
/**
 * Activations lost × what one is worth, in the currency of the customer file.
 */
value_at_stake: number | null, 
/**
 * Lower end of its interval.
 */
value_at_stake_low: number | null, 
/**
 * Upper end.
 */
value_at_stake_high: number | null, 
/**
 * Effort of its open actions, in the team's own unit; none where none says.
 */
effort: number | null, 
/**
 * `lower`, `higher`, `unclear` or `not_enough_data`.
 */
verdict: string, 
/**
 * The verdict as a sentence.
 */
verdict_sentence: string, 
/**
 * Why it stands where it stands, one sentence.
 */
reason: string, 
/**
 * What speaks for caution with this theme's numbers, sentences.
 */
remarks: Array<string>, 
/**
 * What the default order goes by: activations lost at the cautious end of the interval, 0 where
 * it crosses 0; without activation data, people × negative share.
 */
priority: number, 
/**
 * Place in this ranking, from 1.
 */
rank: number, };

/**
 * A theme to look at more closely, in the ranking of the same outcome and strata.
 */
export type ThemeQuestion = { 
/**
 * The theme.
 */
theme: number, 
/**
 * As in the ranking.
 */
outcome: string | null, 
/**
 * As in the ranking.
 */
strata: Array<string> | null, };

/**
 * The same question asked in other ways.
 */
export type SensitivityPanel = { 
/**
 * The theme with the numbers of the ranking, its place and order apart.
 */
theme: RankedTheme, 
/**
 * The outcome as a noun.
 */
outcome_noun: string, 
/**
 * Each other way that the data allow.
 */
ways: Array<SensitivityWay>, 
/**
 * How strongly, as a risk ratio, something unmeasured would have to go with both the theme and
 * the outcome to explain the difference away (E-value).
 */
e_value: number | null, 
/**
 * The same for the end of the interval nearer to 0; 1 where the interval holds 0.
 */
e_value_of_interval: number | null, 
/**
 * Days later (if above 0) that those who raise it activate, within the window.
 */
days_later: number | null, 
/**
 * Lower end of its interval.
 */
days_later_low: number | null, 
/**
 * Upper end.
 */
days_later_high: number | null, 
/**
 * P-value of the same difference in all strata; none with one stratum.
 */
heterogeneity_p: number | null, 
/**
 * What all of it comes to, one sentence.
 */
summary: string, };

/**
 * The difference by another method or on other data. Fractions, with a 95 % interval.
 */
export type SensitivityWay = { 
/**
 * `unadjusted`, `one_at_a_time`, `landmark`, `ridge_logistic`, `without_weak`,
 * `negative_only` or `without_largest_stratum`.
 */
kind: string, 
/**
 * What was done, in words.
 */
title: string, 
/**
 * The difference.
 */
difference: number, 
/**
 * Lower end of its interval.
 */
low: number, 
/**
 * Upper end.
 */
high: number, };

/**
 * Who is behind one of a theme's four counts.
 */
export type PeopleRequest = { 
/**
 * The theme.
 */
theme: number, 
/**
 * Those who mention it, or those who do not.
 */
mentioned: boolean, 
/**
 * Those with the outcome, or those without; all when absent.
 */
activated: boolean | null, 
/**
 * As in the ranking.
 */
outcome: string | null, 
/**
 * As in the ranking.
 */
strata: Array<string> | null, 
/**
 * People to skip.
 */
offset?: number, 
/**
 * People to return; 50 when absent.
 */
limit: number | null, };

/**
 * A stretch of the people behind a count.
 */
export type PeoplePage = { 
/**
 * How many there are: the count in the ranking.
 */
total: number, 
/**
 * The ones asked for, by name.
 */
people: Array<PersonBehind>, };

/**
 * A respondent.
 */
export type PersonBehind = { 
/**
 * The customer's key, or whatever tells the person apart.
 */
person: string, 
/**
 * The outcome: 1 or 0 for yes or no, or a mean rating.
 */
outcome: number, 
/**
 * When they signed up, unix seconds UTC.
 */
signed_up: number | null, 
/**
 * What they said on the theme; of those who do not mention it, all they said.
 */
passages: Array<PassageBehind>, };

/**
 * What somebody said.
 */
export type PassageBehind = { 
/**
 * The item it stands in.
 */
item: number, 
/**
 * Its words.
 */
text: string, };

/**
 * Which report to write. What is absent is as the project's settings have it.
 */
export type ReportRequest = { 
/**
 * A minijinja template file.
 */
template?: string, 
/**
 * The text of a template to try.
 */
template_text?: string, 
/**
 * The sections to write, in the report's own order.
 */
sections?: Array<ReportSection>, 
/**
 * Sections to leave out of these.
 */
without?: Array<ReportSection>, 
/**
 * Two groups of people to set side by side, in the section `segments`.
 */
compare?: CompareRequest, 
/**
 * Write it even where it holds what looks like contact data.
 */
allow_contact_data?: boolean, };

/**
 * A part of the report that can be left out.
 */
export type ReportSection = "summary" | "method" | "ranking" | "themes" | "suggestions" | "actions" | "segments" | "activation" | "appendix";

/**
 * Where to save the report.
 */
export type SaveReportRequest = { 
/**
 * Path of the markdown file; charts go into a folder beside it.
 */
path: string, 
/**
 * A minijinja template file.
 */
template?: string, 
/**
 * The text of a template to try.
 */
template_text?: string, 
/**
 * The sections to write, in the report's own order.
 */
sections?: Array<ReportSection>, 
/**
 * Sections to leave out of these.
 */
without?: Array<ReportSection>, 
/**
 * Two groups of people to set side by side, in the section `segments`.
 */
compare?: CompareRequest, 
/**
 * Write it even where it holds what looks like contact data.
 */
allow_contact_data?: boolean, };

/**
 * A report, rendered.
 */
export type Report = { 
/**
 * The text.
 */
markdown: string, 
/**
 * Its charts.
 */
charts: Array<Chart>, };

/**
 * A chart as the report refers to it.
 */
export type Chart = { 
/**
 * File name, as in the markdown's image link.
 */
name: string, 
/**
 * The SVG document.
 */
svg: string, };

/**
 * Files that were written.
 */
export type SavedReport = { 
/**
 * Paths, the markdown first.
 */
files: Array<string>, };

/**
 * What a person chose for the project's report.
 */
export type ReportSettings = { 
/**
 * Sections that are left out.
 */
left_out: Array<ReportSection>, 
/**
 * The text of the project's own template; the built-in one when absent.
 */
template: string | null, 
/**
 * Two groups of people to set side by side.
 */
compare: CompareRequest | null, };

/**
 * Which template to read.
 */
export type TemplateRequest = { 
/**
 * A file; the built-in one when absent.
 */
path: string | null, };

/**
 * A template.
 */
export type Template = { 
/**
 * Its text.
 */
text: string, };

/**
 * Two periods to compare, by days `YYYY-MM-DD` (UTC), the last ones included. Either `since`, or
 * `before` and `after`, or nothing: then the last quarter of the span with the time before it.
 */
export type Split = { 
/**
 * The later period begins on this day; the earlier one is all the time before.
 */
since: string | null, 
/**
 * First and last day of the earlier period.
 */
before: [string, string] | null, 
/**
 * First and last day of the later period.
 */
after: [string, string] | null, };

/**
 * Which trends to show.
 */
export type TrendsRequest = { 
/**
 * `week`, `month` or `year`; chosen by span and number of people when absent.
 */
unit: string | null, 
/**
 * What to compare.
 */
split: Split | null, };

/**
 * Which theme's trend to show.
 */
export type TrendRequest = { 
/**
 * The theme.
 */
id: number, 
/**
 * `week`, `month` or `year`; chosen by span and number of people when absent.
 */
unit: string | null, 
/**
 * What to compare.
 */
split: Split | null, };

/**
 * Every theme's trend: rising ones first, then falling ones, then the others by people.
 */
export type Trends = { 
/**
 * `week`, `month` or `year`.
 */
unit: string, 
/**
 * The weeks, months or years from the first feedback to the last.
 */
bins: Array<TrendBin>, 
/**
 * What was compared; none when all feedback falls into one week, month or year.
 */
compared: ComparedPeriods | null, 
/**
 * What a reader should know about these numbers, sentences.
 */
notes: Array<string>, 
/**
 * One a theme.
 */
themes: Array<TrendRow>, };

/**
 * A week, month or year.
 */
export type TrendBin = { 
/**
 * `2026-03-02` (a week's Monday), `2026-03` or `2026`.
 */
label: string, 
/**
 * Its first second, unix seconds UTC.
 */
start: number, 
/**
 * People who gave feedback.
 */
people: number, 
/**
 * The feedback begins or ends inside it, so it may not be complete.
 */
partial: boolean, };

/**
 * The two periods compared.
 */
export type ComparedPeriods = { 
/**
 * The earlier one.
 */
before: ComparedPeriod, 
/**
 * The later one.
 */
after: ComparedPeriod, };

/**
 * A period, as far as there is feedback.
 */
export type ComparedPeriod = { 
/**
 * Its first day, `YYYY-MM-DD`.
 */
from: string, 
/**
 * Its last day.
 */
to: string, 
/**
 * People who gave feedback in it that can be compared.
 */
people: number, };

/**
 * One theme over time.
 */
export type TrendRow = { 
/**
 * The theme.
 */
id: number, 
/**
 * Its label.
 */
label: string, 
/**
 * People who raise it, one number a bin.
 */
people: Array<number>, 
/**
 * Share of each bin's people, 0–1; none where nobody gave feedback.
 */
shares: Array<number | null>, 
/**
 * `rising`, `falling`, `steady`, `unclear` or `not_enough_data`.
 */
verdict: string, 
/**
 * The verdict as a sentence.
 */
sentence: string, 
/**
 * The earlier period.
 */
before: Raised, 
/**
 * The later period.
 */
after: Raised, 
/**
 * Later less earlier share within each source of feedback, −1 to 1.
 */
difference: number | null, 
/**
 * Lower end of its 95 % interval.
 */
low: number | null, 
/**
 * Upper end.
 */
high: number | null, 
/**
 * Two-sided p-value of no change.
 */
p_value: number | null, 
/**
 * The same corrected for the number of themes (Benjamini & Hochberg 1995).
 */
q_value: number | null, 
/**
 * How the difference was found, in words.
 */
method: string, };

/**
 * How much more or less often a theme is raised than before. Somebody heard in several weeks
 * (months, years) counts in each.
 */
export type TrendChange = { 
/**
 * `rising`, `falling`, `steady`, `unclear` or `not_enough_data`.
 */
verdict: string, 
/**
 * The verdict as a sentence.
 */
sentence: string, 
/**
 * The earlier period.
 */
before: Raised, 
/**
 * The later period.
 */
after: Raised, 
/**
 * Later less earlier share within each source of feedback, −1 to 1.
 */
difference: number | null, 
/**
 * Lower end of its 95 % interval.
 */
low: number | null, 
/**
 * Upper end.
 */
high: number | null, 
/**
 * Two-sided p-value of no change.
 */
p_value: number | null, 
/**
 * The same corrected for the number of themes (Benjamini & Hochberg 1995).
 */
q_value: number | null, 
/**
 * How the difference was found, in words.
 */
method: string, };

/**
 * How many of the people heard raise a theme.
 */
export type Raised = { 
/**
 * Who raise it.
 */
n: number, 
/**
 * Who are heard.
 */
of: number, };

/**
 * One theme's trend.
 */
export type ThemeTrend = { 
/**
 * The theme.
 */
id: number, 
/**
 * Its label.
 */
label: string, 
/**
 * `week`, `month` or `year`.
 */
unit: string, 
/**
 * The weeks, months or years from the first feedback to the last.
 */
points: Array<TrendPoint>, 
/**
 * The later period against the earlier one.
 */
change: TrendChange, 
/**
 * What was compared; none when all feedback falls into one week, month or year.
 */
compared: ComparedPeriods | null, 
/**
 * What a reader should know about these numbers, sentences.
 */
notes: Array<string>, };

/**
 * A theme in one week, month or year.
 */
export type TrendPoint = { 
/**
 * People who raise it.
 */
raised: number, 
/**
 * Share of the people who gave feedback, 0–1; none where nobody did.
 */
share: number | null, 
/**
 * Lower end of its 95 % interval.
 */
low: number | null, 
/**
 * Upper end.
 */
high: number | null, 
/**
 * `2026-03-02` (a week's Monday), `2026-03` or `2026`.
 */
label: string, 
/**
 * Its first second, unix seconds UTC.
 */
start: number, 
/**
 * People who gave feedback.
 */
people: number, 
/**
 * The feedback begins or ends inside it, so it may not be complete.
 */
partial: boolean, };

/**
 * A copy of the project file.
 */
export type Backup = { 
/**
 * Its file name, by which it is restored.
 */
name: string, 
/**
 * Full path.
 */
path: string, 
/**
 * When it was made, unix seconds UTC.
 */
made_at: number, 
/**
 * What it was made before.
 */
why: BackupReason, 
/**
 * Size in bytes.
 */
bytes: number, };

/**
 * Why a backup was made.
 */
export type BackupReason = "asked" | "import" | "analysis" | "removal" | "restore" | "migration";

/**
 * Which backup.
 */
export type BackupName = { 
/**
 * Its file name; when not given, the newest that is not as the project is now.
 */
name?: string, };

/**
 * Whether backups are made by themselves.
 */
export type AutomaticBackups = { 
/**
 * They are.
 */
on: boolean, };

/**
 * What restoring did.
 */
export type Restored = { 
/**
 * The backup that the project is now as.
 */
restored: Backup, 
/**
 * Restoring this one takes it back; none when the file could not be opened.
 */
before: Backup | null, 
/**
 * Where a file that could not be opened was put.
 */
aside: string | null, };

/**
 * Tokens to look up.
 */
export type RevealRequest = { 
/**
 * The file that an import with a redaction key wrote.
 */
key: string, 
/**
 * Tokens, with or without brackets: `email 12`; all when empty.
 */
tokens?: Array<string>, };

/**
 * What a token stands for.
 */
export type Revealed = { 
/**
 * As it stands in the texts: `[email 12]`.
 */
token: string, 
/**
 * What stood there.
 */
original: string, };

/**
 * What to write, and where.
 */
export type ExportRequest = { 
/**
 * The file to write.
 */
path: string, 
/**
 * What to write; what the format is for when absent, `items` for a table.
 */
what?: ExportContent, 
/**
 * The format; by the file's ending when absent.
 */
format?: ExportFormat, 
/**
 * Write it even where it holds what looks like contact data.
 */
allow_contact_data?: boolean, 
/**
 * Say what would be written and what would be lost, but write nothing.
 */
dry_run?: boolean, };

/**
 * What can be written as a table.
 */
export type ExportContent = "items" | "themes" | "metrics" | "ranking" | "project" | "codebook";

/**
 * The format of an export.
 */
export type ExportFormat = "csv" | "xlsx" | "json" | "parquet" | "qdpx" | "qdc";

/**
 * What was written.
 */
export type ExportReport = { 
/**
 * The file.
 */
path: string, 
/**
 * What it holds.
 */
what: ExportContent, 
/**
 * Its format.
 */
format: ExportFormat, 
/**
 * Rows written; of a project its texts, of a codebook its codes.
 */
rows: number, 
/**
 * What the file does not hold, or holds otherwise, in sentences.
 */
notes: Array<string>, 
/**
 * It was written; false for a dry run.
 */
written: boolean, };

/**
 * One step of the history.
 */
export type HistoryEntry = { 
/**
 * Its number.
 */
id: number, 
/**
 * What was done, in words.
 */
what: string, 
/**
 * When, unix seconds UTC.
 */
at: number, 
/**
 * It has been taken back and can be done again.
 */
undone: boolean, };

/**
 * What undo or redo did.
 */
export type HistoryStep = { 
/**
 * The step in words; none when there was nothing to do.
 */
what: string | null, };

/**
 * Agreement between machine themes and labels.
 */
export type Evaluation = { 
/**
 * Texts scored.
 */
n: number, 
/**
 * Distinct labels.
 */
labels: number, 
/**
 * Themes found.
 */
themes: number, 
/**
 * Adjusted mutual information (Vinh, Epps & Bailey 2010), at most 1.
 */
ami: number, 
/**
 * Adjusted Rand index (Hubert & Arabie 1985), at most 1.
 */
ari: number, 
/**
 * V-measure (Rosenberg & Hirschberg 2007), 0–1.
 */
v_measure: number, 
/**
 * Wall-clock seconds of the analysis.
 */
seconds: number, };

/**
 * Agreement between a person and the machine on passages that the person coded.
 */
export type AgreementReport = { 
/**
 * Passages coded: a person said of at least one theme that they have it or have it not.
 */
passages: number, 
/**
 * Items they stand in.
 */
items: number, 
/**
 * What was said of one passage and one theme, counted.
 */
decisions: number, 
/**
 * Of these, against what the machine says.
 */
overruled: number, 
/**
 * Cohen's kappa pooled over themes (Cohen 1960; De Vries et al. 2008).
 */
kappa: AgreementValue | null, 
/**
 * Krippendorff's alpha of whole sets of themes, with the distance MASI (Krippendorff 2011;
 * Passonneau 2006).
 */
alpha: AgreementValue | null, 
/**
 * Themes that either gives to any coded passage.
 */
themes: Array<ThemeAgreementRow>, 
/**
 * What a reader should know about these numbers, sentences.
 */
notes: Array<string>, };

/**
 * A measure of agreement, 1 for perfect, 0 for chance, with the 95 % interval of the bootstrap
 * over items.
 */
export type AgreementValue = { 
/**
 * The measure.
 */
value: number, 
/**
 * Lower end; none from a single item.
 */
low: number | null, 
/**
 * Upper end.
 */
high: number | null, };

/**
 * Agreement on one theme, given to a passage or not.
 */
export type ThemeAgreementRow = { 
/**
 * The theme.
 */
id: number, 
/**
 * Its label.
 */
label: string, 
/**
 * Coded passages to which both give it.
 */
both: number, 
/**
 * Only the person.
 */
person_only: number, 
/**
 * Only the machine.
 */
machine_only: number, 
/**
 * Cohen's kappa.
 */
kappa: AgreementValue | null, 
/**
 * Krippendorff's alpha, nominal.
 */
alpha: AgreementValue | null, };

/**
 * How far a task has come.
 */
export type Progress = { 
/**
 * What is being done, in words.
 */
step: string, 
/**
 * Units done.
 */
done: number, 
/**
 * Units in all; 0 when that is not known.
 */
total: number, };

/**
 * Why something could not be done.
 */
export type Error = { 
/**
 * For a program that acts on it.
 */
code: Code, 
/**
 * For a person: what failed, where, what to do.
 */
message: string, };

/**
 * Sorts of errors that a window or script treats differently.
 */
export type Code = "no-project" | "not-found" | "bad-input" | "file" | "not-a-project" | "newer-file" | "read-only" | "disk-full" | "gone" | "busy" | "contact-data" | "cancelled" | "damaged" | "internal";

/** What a write touched. */
export type Noun = "sources" | "items" | "themes" | "tags" | "runs" | "actions" | "settings" | "history";

/** Every call by name. */
export interface Calls {
    project_open: { request: ProjectPath; response: ProjectInfo };
    project_create: { request: ProjectPath; response: ProjectInfo };
    project_sample: { request: SampleRequest; response: ProjectInfo };
    project_info: { request: null; response: ProjectInfo };
    project_verify: { request: null; response: Verification };
    sources_list: { request: null; response: Array<SourceSummary> };
    sources_preview: { request: FileToRead; response: SourcePreview };
    sources_ledger: { request: LedgerRequest; response: LedgerPage };
    items_search: { request: ItemQuery; response: ItemPage };
    items_place: { request: ItemQuery; response: ItemPlace };
    items_facets: { request: ItemQuery; response: ItemFacets };
    items_passages: { request: PassagesRequest; response: Array<PassageQuote> };
    items_show: { request: ItemId; response: ItemDetail };
    searches_list: { request: null; response: Array<SavedSearch> };
    themes_list: { request: null; response: Array<ThemeSummary> };
    themes_hidden: { request: null; response: Array<ThemeSummary> };
    themes_levels: { request: null; response: Levels };
    themes_split_preview: { request: SplitRequest; response: SplitPreview };
    themes_create_preview: { request: CreateRequest; response: CreatePreview };
    memos_list: { request: null; response: Array<Memo> };
    runs_list: { request: null; response: Array<RunSummary> };
    runs_diff: { request: DiffRequest; response: RunDiff };
    themes_show: { request: ThemeId; response: ThemeDetail };
    themes_map: { request: null; response: ThemeMap | null };
    themes_finer: { request: null; response: FinerThemes };
    themes_trends: { request: TrendsRequest; response: Trends };
    themes_trend: { request: TrendRequest; response: ThemeTrend };
    evaluation_agreement: { request: null; response: AgreementReport };
    actions_list: { request: null; response: Array<Action> };
    actions_monitor: { request: MonitorRequest; response: Array<MonitoredAction> };
    suggestions_for: { request: ThemeId; response: ThemeSuggestions };
    suggestions_list: { request: null; response: Array<ThemeSuggestions> };
    segments_list: { request: null; response: Array<Segment> };
    segments_of_theme: { request: ThemeId; response: Array<SegmentShares> };
    segments_compare: { request: CompareRequest; response: SegmentComparison };
    activation_get: { request: null; response: ActivationState };
    activation_options: { request: null; response: ActivationOptions };
    activation_presets: { request: null; response: Array<ActivationPreset> };
    activation_try: { request: ActivationRequest; response: ActivationState };
    activation_metrics: { request: MetricsRequest; response: Metrics };
    activation_curve: { request: null; response: ActivationCurve };
    priorities_rank: { request: RankRequest; response: Ranking };
    priorities_sensitivity: { request: ThemeQuestion; response: SensitivityPanel };
    priorities_people: { request: PeopleRequest; response: PeoplePage };
    report_render: { request: ReportRequest; response: Report };
    report_settings: { request: null; response: ReportSettings };
    report_template: { request: TemplateRequest; response: Template };
    report_save: { request: SaveReportRequest; response: SavedReport };
    redaction_reveal: { request: RevealRequest; response: Array<Revealed> };
    exports_save: { request: ExportRequest; response: ExportReport };
    history_list: { request: null; response: Array<HistoryEntry> };
    backups_list: { request: null; response: Array<Backup> };
    backups_make: { request: null; response: Backup };
    sources_import: { request: ImportRequest; response: ImportReport };
    sources_remove: { request: SourceId; response: null };
    themes_analyze: { request: AnalyzeRequest; response: AnalyzeReport };
    themes_recut: { request: RecutRequest; response: CutReport };
    themes_create: { request: CreateRequest; response: Array<ThemeSummary> };
    themes_arrange: { request: ArrangeRequest; response: Array<ThemeSummary> };
    themes_strike: { request: StrikeRequest; response: Array<ThemeSummary> };
    tags_move: { request: MoveRequest; response: null };
    runs_switch: { request: RunId; response: CutReport };
    themes_rename: { request: RenameRequest; response: Array<ThemeSummary> };
    themes_merge: { request: MergeRequest; response: Array<ThemeSummary> };
    themes_split: { request: SplitRequest; response: Array<ThemeSummary> };
    themes_lock: { request: LockRequest; response: Array<ThemeSummary> };
    themes_hide: { request: HideRequest; response: Array<ThemeSummary> };
    tags_set: { request: TagRequest; response: null };
    actions_add: { request: AddActionRequest; response: Array<Action> };
    actions_update: { request: UpdateActionRequest; response: Array<Action> };
    actions_ship: { request: ShipActionRequest; response: Array<Action> };
    actions_remove: { request: ActionId; response: Array<Action> };
    tags_span: { request: SpanRequest; response: null };
    tags_unspan: { request: SpanId; response: null };
    searches_save: { request: SavedSearch; response: Array<SavedSearch> };
    searches_remove: { request: SearchName; response: Array<SavedSearch> };
    suggestions_dismiss: { request: DismissRequest; response: ThemeSuggestions };
    report_set: { request: ReportSettings; response: ReportSettings };
    activation_set: { request: ActivationRequest; response: ActivationState };
    backups_restore: { request: BackupName; response: Restored };
    backups_automatic: { request: AutomaticBackups; response: null };
    history_undo: { request: null; response: HistoryStep };
    history_redo: { request: null; response: HistoryStep };
}
