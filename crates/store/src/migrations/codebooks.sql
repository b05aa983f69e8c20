-- What the codebook of another program says of a theme beside its name. `guid` tells the code apart
-- wherever it goes; `codable`: it may be given to words, even while none have it. `under` is the
-- code directly above it, where that stands under another one itself.
CREATE TABLE code (
    theme       INTEGER PRIMARY KEY REFERENCES theme (id),
    guid        BLOB NOT NULL,
    codable     INTEGER NOT NULL CHECK (codable IN (0, 1)),
    color       TEXT,
    description TEXT,
    under       INTEGER REFERENCES theme (id)
) STRICT;

-- Memos of another program: on a theme, on an item or a stretch of its text (bytes), or on all of it.
CREATE TABLE memo (
    id    INTEGER PRIMARY KEY,
    guid  BLOB NOT NULL,
    name  TEXT NOT NULL,
    text  TEXT NOT NULL,
    theme INTEGER REFERENCES theme (id),
    item  INTEGER REFERENCES item (id),
    start INTEGER,
    end   INTEGER,
    CHECK (theme IS NULL OR item IS NULL),
    CHECK ((start IS NULL) = (end IS NULL) AND (start IS NULL OR item IS NOT NULL))
) STRICT;
CREATE INDEX memo_item ON memo (item) WHERE item IS NOT NULL;
