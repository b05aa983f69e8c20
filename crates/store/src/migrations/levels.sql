-- Themes at levels of granularity, and what a person does with them.

-- An analysis tags passages with parts, its finest groups; a theme is made of whole parts. `run` is
-- the analysis. Which theme a part belongs to, each run says: an analysis and every cut of it.
CREATE TABLE part_tag (
    run        INTEGER NOT NULL REFERENCES run (id),
    passage    INTEGER NOT NULL,
    part       INTEGER NOT NULL,
    similarity REAL NOT NULL,
    main       INTEGER NOT NULL CHECK (main IN (0, 1)),
    weak       INTEGER NOT NULL CHECK (weak IN (0, 1)),
    PRIMARY KEY (run, passage, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX part_tag_part ON part_tag (run, part);

-- `theme` is not declared a foreign key, here and in `run_theme`: a run that was undone waits to be
-- done again with the numbers of themes whose making was undone after it. `assay verify` checks it.
CREATE TABLE run_part (
    run   INTEGER NOT NULL REFERENCES run (id),
    part  INTEGER NOT NULL,
    theme INTEGER NOT NULL,
    PRIMARY KEY (run, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_part_theme ON run_part (run, theme);

-- The levels of an analysis, broadest first: for each part its group there, a JSON list.
CREATE TABLE run_level (
    run         INTEGER NOT NULL REFERENCES run (id),
    level       INTEGER NOT NULL,
    granularity REAL NOT NULL,
    group_of    TEXT NOT NULL,
    PRIMARY KEY (run, level)
) STRICT, WITHOUT ROWID;

-- `analysis` is the run whose parts this one cuts (itself for an analysis), `level` where it cuts
-- them, `previous` the run that was shown before.
ALTER TABLE run ADD COLUMN analysis INTEGER REFERENCES run (id);
ALTER TABLE run ADD COLUMN level INTEGER;
ALTER TABLE run ADD COLUMN previous INTEGER;
UPDATE run SET analysis = id;

-- In a run of before, each theme is one part.
INSERT INTO run_part (run, part, theme)
SELECT run, row_number() OVER (PARTITION BY run ORDER BY theme) - 1, theme FROM run_theme;
INSERT INTO part_tag (run, passage, part, similarity, main, weak)
SELECT machine_tag.run, passage, part, similarity, main, weak
FROM machine_tag JOIN run_part ON run_part.run = machine_tag.run AND run_part.theme = machine_tag.theme
ORDER BY machine_tag.run, passage, part;

-- `parent` is the broader theme that a run puts a theme under; it has a row but no part of its own.
ALTER TABLE run_theme RENAME TO run_theme_before;
CREATE TABLE run_theme (
    run      INTEGER NOT NULL REFERENCES run (id),
    theme    INTEGER NOT NULL,
    label    TEXT NOT NULL,
    keywords TEXT NOT NULL,
    quotes   TEXT NOT NULL,
    parent   INTEGER,
    PRIMARY KEY (run, theme)
) STRICT, WITHOUT ROWID;
INSERT INTO run_theme (run, theme, label, keywords, quotes)
SELECT run, theme, label, keywords, quotes FROM run_theme_before;
DROP TABLE run_theme_before;
CREATE INDEX run_theme_theme ON run_theme (theme);

-- `arranged`: `parent` is a person's, even when it is none. `position` among its brothers.
ALTER TABLE theme ADD COLUMN arranged INTEGER NOT NULL DEFAULT 0 CHECK (arranged IN (0, 1));
ALTER TABLE theme ADD COLUMN position INTEGER;
CREATE INDEX theme_merged ON theme (merged_into) WHERE merged_into IS NOT NULL;

-- `moved`: the theme stands in place of the machine's main one. `origin` is `machine` where a person
-- kept what the machine had found (a lock, a split), with the similarity it had.
ALTER TABLE person_tag ADD COLUMN moved INTEGER NOT NULL DEFAULT 0 CHECK (moved IN (0, 1));
ALTER TABLE person_tag ADD COLUMN origin TEXT NOT NULL DEFAULT 'person' CHECK (origin IN ('machine', 'person'));
ALTER TABLE person_tag ADD COLUMN similarity REAL NOT NULL DEFAULT 1.0;
ALTER TABLE person_tag ADD COLUMN weak INTEGER NOT NULL DEFAULT 0 CHECK (weak IN (0, 1));
UPDATE person_tag SET moved = 1, origin = 'machine'
WHERE present = 1
  AND (theme IN (SELECT id FROM theme WHERE locked = 1)
       OR theme IN (SELECT id FROM theme WHERE origin = 'person')
          AND EXISTS (SELECT 1 FROM person_tag AS taken WHERE taken.passage = person_tag.passage AND taken.present = 0));

-- How a theme reads in a run after a person changed it (a merge, a split).
CREATE TABLE redescription (
    run      INTEGER NOT NULL REFERENCES run (id),
    theme    INTEGER NOT NULL REFERENCES theme (id),
    label    TEXT NOT NULL,
    keywords TEXT NOT NULL,
    quotes   TEXT NOT NULL,
    PRIMARY KEY (run, theme)
) STRICT, WITHOUT ROWID;

-- Keywords that a person does not want to see for a theme.
CREATE TABLE struck_keyword (
    theme   INTEGER NOT NULL REFERENCES theme (id),
    keyword TEXT NOT NULL,
    PRIMARY KEY (theme, keyword)
) STRICT, WITHOUT ROWID;

-- What a theme of a person's takes in by itself: passages with these words, or like these (a JSON
-- list of passages) at least so much. `rule_tag` is what that gives, written anew as data come.
CREATE TABLE rule (
    theme    INTEGER PRIMARY KEY REFERENCES theme (id),
    query    TEXT,
    examples TEXT,
    least    REAL,
    CHECK ((query IS NULL) <> (examples IS NULL))
) STRICT;
CREATE TABLE rule_tag (
    theme      INTEGER NOT NULL,
    passage    INTEGER NOT NULL,
    similarity REAL NOT NULL,
    PRIMARY KEY (theme, passage)
) STRICT, WITHOUT ROWID;
CREATE INDEX rule_tag_passage ON rule_tag (passage);

DROP VIEW tag;
DROP TABLE machine_tag;

-- What each run's machine says, by theme. A passage can have a theme twice, by two of its parts.
CREATE VIEW machine_tag (run, passage, theme, similarity, main, weak) AS
SELECT run.id, part_tag.passage, run_part.theme, part_tag.similarity, part_tag.main, part_tag.weak
FROM run
JOIN part_tag ON part_tag.run = run.analysis
JOIN run_part ON run_part.run = run.id AND run_part.part = part_tag.part;

-- The tags as they stand: the current run's, with merges followed and a person's decisions laid
-- over, and what rules and persons add. At most one of a passage's tags is its main one. A passage
-- can have one theme twice: count distinct passages.
CREATE VIEW tag (passage, theme, similarity, main, weak, origin) AS
SELECT part_tag.passage, coalesce(theme.merged_into, theme.id), part_tag.similarity,
       part_tag.main, part_tag.weak, 'machine'
FROM part_tag
JOIN run_part ON run_part.part = part_tag.part AND run_part.run = (SELECT current_run FROM project)
JOIN theme ON theme.id = run_part.theme
WHERE part_tag.run = (SELECT analysis FROM run WHERE id = (SELECT current_run FROM project))
  AND NOT EXISTS (
    SELECT 1 FROM person_tag
    JOIN theme AS decided ON decided.id = person_tag.theme
    WHERE person_tag.passage = part_tag.passage
      AND (person_tag.moved + part_tag.main = 2
           OR coalesce(decided.merged_into, decided.id) = coalesce(theme.merged_into, theme.id)))
UNION ALL
SELECT rule_tag.passage, coalesce(theme.merged_into, theme.id), rule_tag.similarity, 0, 0, 'rule'
FROM rule_tag
JOIN rule ON rule.theme = rule_tag.theme
JOIN theme ON theme.id = rule.theme
WHERE NOT EXISTS (
    SELECT 1 FROM person_tag
    JOIN theme AS decided ON decided.id = person_tag.theme
    WHERE person_tag.passage = rule_tag.passage
      AND coalesce(decided.merged_into, decided.id) = coalesce(theme.merged_into, theme.id))
UNION ALL
SELECT person_tag.passage, coalesce(theme.merged_into, theme.id), person_tag.similarity,
       person_tag.moved, person_tag.weak, person_tag.origin
FROM person_tag
JOIN theme ON theme.id = person_tag.theme
WHERE person_tag.present = 1;
