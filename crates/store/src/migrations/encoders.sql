-- Which sentence encoder a run placed its texts by, as a digest; none is the word table.
ALTER TABLE run ADD COLUMN encoder TEXT;

-- Vectors that a sentence encoder gave to texts, kept so that a later run need not make them again.
-- `text` is a digest. A vector is a list of little-endian 16-bit fractions of 32,767. They are bulk
-- rows: they come with a run and go when no run uses their encoder any more.
CREATE TABLE text_vector (
    encoder TEXT NOT NULL,
    text    BLOB NOT NULL,
    vector  BLOB NOT NULL,
    PRIMARY KEY (encoder, text)
) STRICT, WITHOUT ROWID;
