-- The project file, version 1. Every table is STRICT; `assay` is the only program that writes it.
--
-- Two kinds of rows live here. What a person decides (which sources and runs count, names, merges,
-- locks, hand tags, settings) is recorded by SQLite's session extension, change by change, and is
-- what undo inverts. What is imported or computed in bulk belongs to a source or a run and counts
-- only while that source or run is live, so undoing an import of a million rows flips one row.

CREATE TABLE project (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    created_at  INTEGER NOT NULL,
    current_run INTEGER REFERENCES run (id),
    salt        BLOB NOT NULL
) STRICT;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE source (
    id          INTEGER PRIMARY KEY,
    path        TEXT NOT NULL,
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    format      TEXT NOT NULL,
    encoding    TEXT NOT NULL,
    hash        BLOB NOT NULL,
    mapping     TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    rows        INTEGER NOT NULL,
    items       INTEGER NOT NULL,
    customers   INTEGER NOT NULL,
    events      INTEGER NOT NULL,
    duplicates  INTEGER NOT NULL,
    rejected    INTEGER NOT NULL,
    repaired    INTEGER NOT NULL,
    redacted    INTEGER NOT NULL,
    no_answer   INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('staged', 'live', 'removed'))
) STRICT;

CREATE TABLE ledger (
    id     INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source (id),
    row    INTEGER,
    column TEXT,
    what   TEXT NOT NULL CHECK (what IN ('rejected', 'repaired', 'duplicate', 'redacted', 'no_answer')),
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_source ON ledger (source, what);

CREATE TABLE item (
    id          INTEGER PRIMARY KEY,
    source      INTEGER NOT NULL REFERENCES source (id),
    row         INTEGER,
    fingerprint BLOB NOT NULL,
    external_id TEXT,
    customer    TEXT,
    email       TEXT,
    author      TEXT,
    time        INTEGER,
    rating      REAL,
    question    TEXT,
    title       TEXT,
    text        TEXT NOT NULL,
    turns       TEXT,
    segments    TEXT,
    no_answer   INTEGER NOT NULL CHECK (no_answer IN (0, 1))
) STRICT;
CREATE INDEX item_source ON item (source);

-- Byte offsets into the item's text.
CREATE TABLE passage (
    id        INTEGER PRIMARY KEY,
    item      INTEGER NOT NULL REFERENCES item (id),
    start     INTEGER NOT NULL CHECK (start >= 0),
    end       INTEGER NOT NULL CHECK (end > start),
    speaker   TEXT,
    sentiment REAL NOT NULL,
    negative  INTEGER NOT NULL CHECK (negative IN (0, 1))
) STRICT;
CREATE INDEX passage_item ON passage (item);

CREATE VIEW passage_text (id, text) AS
SELECT passage.id, CAST(substr(CAST(item.text AS BLOB), passage.start + 1, passage.end - passage.start) AS TEXT)
FROM passage JOIN item ON item.id = passage.item;

CREATE VIRTUAL TABLE passage_search USING fts5 (
    text, content = 'passage_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER passage_added AFTER INSERT ON passage BEGIN
    INSERT INTO passage_search (rowid, text) SELECT id, text FROM passage_text WHERE id = new.id;
END;
CREATE TRIGGER passage_dropped BEFORE DELETE ON passage BEGIN
    INSERT INTO passage_search (passage_search, rowid, text)
    SELECT 'delete', id, text FROM passage_text WHERE id = old.id;
END;

-- One row of a customer file. Later files complete and correct earlier ones when they are read.
CREATE TABLE customer (
    id          INTEGER PRIMARY KEY,
    source      INTEGER NOT NULL REFERENCES source (id),
    row         INTEGER,
    fingerprint BLOB NOT NULL,
    key         TEXT NOT NULL,
    email       TEXT,
    signed_up   INTEGER,
    activated   TEXT,
    churned     TEXT,
    revenue     REAL,
    segments    TEXT
) STRICT;
CREATE INDEX customer_source ON customer (source);
CREATE INDEX customer_email ON customer (email);

CREATE TABLE event (
    id          INTEGER PRIMARY KEY,
    source      INTEGER NOT NULL REFERENCES source (id),
    row         INTEGER,
    fingerprint BLOB NOT NULL,
    customer    TEXT NOT NULL,
    name        TEXT NOT NULL,
    time        INTEGER NOT NULL,
    value       REAL
) STRICT;
CREATE INDEX event_source ON event (source);

CREATE TABLE run (
    id          INTEGER PRIMARY KEY,
    created_at  INTEGER NOT NULL,
    granularity REAL NOT NULL,
    themes      INTEGER,
    seed        INTEGER NOT NULL,
    passages    INTEGER NOT NULL,
    hash        TEXT NOT NULL,
    seconds     REAL NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('staged', 'live'))
) STRICT;

-- The sources a run read, so that it can be done again on the same passages.
CREATE TABLE run_source (
    run    INTEGER NOT NULL REFERENCES run (id),
    source INTEGER NOT NULL REFERENCES source (id),
    PRIMARY KEY (run, source)
) STRICT, WITHOUT ROWID;

-- `label` is the person's; `merged_into` never points at a theme that is itself merged.
-- `found_label`, `keywords` and `quotes` describe a theme that a person made (by a split).
CREATE TABLE theme (
    id          INTEGER PRIMARY KEY,
    origin      TEXT NOT NULL CHECK (origin IN ('machine', 'person')),
    label       TEXT,
    parent      INTEGER REFERENCES theme (id),
    merged_into INTEGER REFERENCES theme (id),
    locked      INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
    hidden      INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
    found_label TEXT,
    keywords    TEXT,
    quotes      TEXT
) STRICT;

CREATE TABLE run_theme (
    run      INTEGER NOT NULL REFERENCES run (id),
    theme    INTEGER NOT NULL REFERENCES theme (id),
    label    TEXT NOT NULL,
    keywords TEXT NOT NULL,
    quotes   TEXT NOT NULL,
    PRIMARY KEY (run, theme)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_theme_theme ON run_theme (theme);

-- `passage` is not declared a foreign key: a run's tags and the passages they are on come and go
-- together, and `assay verify` checks it; the declaration would cost a look-up a row in every run.
CREATE TABLE machine_tag (
    run        INTEGER NOT NULL REFERENCES run (id),
    passage    INTEGER NOT NULL,
    theme      INTEGER NOT NULL REFERENCES theme (id),
    similarity REAL NOT NULL,
    main       INTEGER NOT NULL CHECK (main IN (0, 1)),
    weak       INTEGER NOT NULL CHECK (weak IN (0, 1)),
    PRIMARY KEY (run, passage, theme)
) STRICT, WITHOUT ROWID;
CREATE INDEX machine_tag_theme ON machine_tag (theme, run);

CREATE TABLE person_tag (
    passage INTEGER NOT NULL REFERENCES passage (id),
    theme   INTEGER NOT NULL REFERENCES theme (id),
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    PRIMARY KEY (passage, theme)
) STRICT, WITHOUT ROWID;

-- The tags as they stand: the current run's, with merges followed and a person's decisions laid over.
-- A passage can have one theme twice (two of its themes were merged): count distinct passages.
CREATE VIEW tag (passage, theme, similarity, main, weak, origin) AS
SELECT machine_tag.passage, coalesce(theme.merged_into, theme.id), machine_tag.similarity,
       machine_tag.main, machine_tag.weak, 'machine'
FROM machine_tag
JOIN theme ON theme.id = machine_tag.theme
WHERE machine_tag.run = (SELECT current_run FROM project)
  AND NOT EXISTS (
    SELECT 1 FROM person_tag
    JOIN theme AS decided ON decided.id = person_tag.theme
    WHERE person_tag.passage = machine_tag.passage
      AND coalesce(decided.merged_into, decided.id) = coalesce(theme.merged_into, theme.id))
UNION ALL
SELECT person_tag.passage, coalesce(theme.merged_into, theme.id), 1.0, 1, 0, 'person'
FROM person_tag
JOIN theme ON theme.id = person_tag.theme
WHERE person_tag.present = 1;

-- Live feedback with the person behind it: the customer named in the row, or the customer who has
-- the row's e-mail address, or the address, or the author, or else the row itself.
CREATE VIEW feedback (item, source, person, customer) AS
SELECT item, source, coalesce(customer, other), customer
FROM (
    SELECT item.id AS item, item.source AS source,
           coalesce(item.customer, (
               SELECT min(customer.key) FROM customer
               JOIN source ON source.id = customer.source AND source.state = 'live'
               WHERE customer.email = item.email)) AS customer,
           coalesce(item.email, item.author, 'row ' || item.source || ':' || item.row, 'item ' || item.id) AS other
    FROM item JOIN source ON source.id = item.source AND source.state = 'live'
);

-- Who speaks in a passage: in a talk without a known customer each speaker is a person of their own.
CREATE VIEW voice (passage, item, person) AS
SELECT passage.id, passage.item,
       CASE WHEN feedback.customer IS NULL AND passage.speaker IS NOT NULL
            THEN 'talk ' || passage.item || ':' || passage.speaker ELSE feedback.person END
FROM passage JOIN feedback ON feedback.item = passage.item;

-- Numbers given to redacted values, so that the same value gets the same token in every file.
CREATE TABLE pseudonym (
    kind   TEXT NOT NULL,
    digest BLOB NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (kind, digest)
) STRICT, WITHOUT ROWID;

-- The undo history: changesets of the session extension.
CREATE TABLE change (
    id        INTEGER PRIMARY KEY,
    what      TEXT NOT NULL,
    at        INTEGER NOT NULL,
    changeset BLOB NOT NULL,
    undone    INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;
