-- A number for each noun, another one after every write that touched it. What a program has read
-- stays right for as long as the numbers of the nouns it was made of stay the same. They are drawn
-- at random, so that none comes back when a backup is restored and other things are done after it.
CREATE TABLE revision (
    noun   TEXT PRIMARY KEY NOT NULL,
    number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
