-- Passages that a run set aside, whole or in part, and why. `same_as` is the passage whose words a
-- repeat has. Rows belong to their run; like tags they do not declare the passage a foreign key.
CREATE TABLE aside (
    run     INTEGER NOT NULL REFERENCES run (id),
    passage INTEGER NOT NULL,
    why     TEXT NOT NULL CHECK (why IN ('no_answer', 'boilerplate', 'repeat', 'trimmed')),
    same_as INTEGER,
    PRIMARY KEY (run, passage)
) STRICT, WITHOUT ROWID;
