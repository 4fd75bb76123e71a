-- Who answers for a release, as wijkscan.yaml says; no row where it does not.

CREATE TABLE publisher (
    release INTEGER PRIMARY KEY REFERENCES release (number),
    name    TEXT NOT NULL,
    website TEXT,
    email   TEXT
) STRICT;

-- Everything that a release says is kept as it was written.
CREATE TRIGGER publisher_is_kept BEFORE UPDATE ON publisher BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER publisher_stays BEFORE DELETE ON publisher BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
