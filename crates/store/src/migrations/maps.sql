-- Where the passages of an analysis lie on its map, and how alike its parts are: a blob a run, as
-- `maps.rs` writes them. Rows belong to their run.
CREATE TABLE run_map (
    run      INTEGER PRIMARY KEY REFERENCES run (id),
    passages BLOB NOT NULL,
    places   BLOB NOT NULL,
    lengths  BLOB NOT NULL,
    cosines  BLOB NOT NULL
) STRICT;
