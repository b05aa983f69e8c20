-- Records that a later file has anew. The earlier item moves to a source of its own that does not
-- count, so that runs that read it can still be done again; `source` is where it was.
CREATE TABLE superseded (
    item      INTEGER PRIMARY KEY REFERENCES item (id),
    source    INTEGER NOT NULL REFERENCES source (id),
    successor INTEGER NOT NULL REFERENCES item (id)
) STRICT;
CREATE INDEX superseded_successor ON superseded (successor);

ALTER TABLE source ADD COLUMN updated INTEGER NOT NULL DEFAULT 0;

-- The ledger says `updated`, too.
CREATE TABLE ledger_of_all (
    id     INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source (id),
    row    INTEGER,
    column TEXT,
    what   TEXT NOT NULL CHECK (what IN ('rejected', 'repaired', 'duplicate', 'updated', 'redacted', 'no_answer')),
    reason TEXT NOT NULL
) STRICT;
INSERT INTO ledger_of_all (id, source, row, column, what, reason)
SELECT id, source, row, column, what, reason FROM ledger;
DROP TABLE ledger;
ALTER TABLE ledger_of_all RENAME TO ledger;
CREATE INDEX ledger_source ON ledger (source, what);
