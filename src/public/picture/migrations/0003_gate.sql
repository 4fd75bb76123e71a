-- By which rules the gate judged a release, and what the independent verifier signed of it.

-- The rules as sentences for every reader.  They tell of the release as a whole, never which rule hid which cell.
CREATE TABLE gate_rule (
    release  INTEGER NOT NULL REFERENCES release (number),
    position INTEGER NOT NULL,           -- from 1, order on the screen
    dutch    TEXT    NOT NULL,
    english  TEXT    NOT NULL,
    PRIMARY KEY (release, position)
) STRICT, WITHOUT ROWID;

-- No row: a release from before there were seals; no server shows it.
CREATE TABLE seal (
    release   INTEGER PRIMARY KEY REFERENCES release (number),
    statement TEXT NOT NULL,             -- what was signed (release/seal.h), over the text of the release
    signature TEXT NOT NULL,             -- Ed25519 over the bytes of statement, 128 hex digits
    key       TEXT NOT NULL              -- the public key, 64 hex digits
) STRICT;

-- Everything that a release says is kept as it was written.
CREATE TRIGGER gate_rule_is_kept BEFORE UPDATE ON gate_rule BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER gate_rule_stays BEFORE DELETE ON gate_rule BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER seal_is_kept BEFORE UPDATE ON seal BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER seal_stays BEFORE DELETE ON seal BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
