-- The language that most passages of an analysis are in (ISO 639-3), and the passages that are in
-- another one. Rows belong to their run; like tags they do not declare the passage a foreign key.
CREATE TABLE run_language (
    run      INTEGER PRIMARY KEY REFERENCES run (id),
    language TEXT NOT NULL
) STRICT;
CREATE TABLE other_language (
    run      INTEGER NOT NULL REFERENCES run (id),
    passage  INTEGER NOT NULL,
    language TEXT NOT NULL,
    PRIMARY KEY (run, passage)
) STRICT, WITHOUT ROWID;
