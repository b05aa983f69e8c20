-- A stretch of an item's text that a person marked for a theme: byte offsets into the text.
-- The passages it touches carry the theme in `person_tag`, where everything that counts reads it.
CREATE TABLE span (
    id    INTEGER PRIMARY KEY,
    item  INTEGER NOT NULL REFERENCES item (id),
    start INTEGER NOT NULL CHECK (start >= 0),
    end   INTEGER NOT NULL CHECK (end > start),
    theme INTEGER NOT NULL REFERENCES theme (id)
) STRICT;
CREATE INDEX span_item ON span (item);
