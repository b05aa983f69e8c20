-- Events, one row a source and customer instead of one an event: a customer's events of one source
-- are one blob (see `timeline.rs`), so that tens of millions stay small and are read in one sweep.

-- Names are numbered once and stay, also when no live source has them any more.
CREATE TABLE event_name (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE timeline (
    id       INTEGER PRIMARY KEY,
    source   INTEGER NOT NULL REFERENCES source (id),
    customer TEXT NOT NULL,
    count    INTEGER NOT NULL CHECK (count > 0),
    events   BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX timeline_customer ON timeline (customer, source);

-- How many events a source has of each name on each UTC day, and the last instant among them.
CREATE TABLE event_day (
    source INTEGER NOT NULL REFERENCES source (id),
    name   INTEGER NOT NULL REFERENCES event_name (id),
    day    INTEGER NOT NULL,
    events INTEGER NOT NULL CHECK (events > 0),
    last   INTEGER NOT NULL,
    PRIMARY KEY (source, name, day)
) STRICT, WITHOUT ROWID;
