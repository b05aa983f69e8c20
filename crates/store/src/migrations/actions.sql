-- What will be done about a theme. A merged theme's actions count for the one it went into.
CREATE TABLE action (
    id         INTEGER PRIMARY KEY,
    theme      INTEGER NOT NULL REFERENCES theme (id),
    what       TEXT NOT NULL,
    owner      TEXT,
    effort     REAL CHECK (effort > 0),
    status     TEXT NOT NULL CHECK (status IN ('idea', 'planned', 'doing', 'shipped', 'dropped')),
    shipped_on TEXT,
    note       TEXT,
    suggestion TEXT,
    created_at INTEGER NOT NULL,
    CHECK ((status = 'shipped') = (shipped_on IS NOT NULL))
) STRICT;
CREATE INDEX action_theme ON action (theme);

-- Suggestions that a person does not want to see again, by theme and what they say it is about.
CREATE TABLE dismissed_suggestion (
    theme INTEGER NOT NULL REFERENCES theme (id),
    cause TEXT NOT NULL,
    PRIMARY KEY (theme, cause)
) STRICT, WITHOUT ROWID;
