-- How many rows were delivered is told of public sources alone.  Rows that are counted by one indicator each add up to
-- it: where all but one of these are shown, it tells the one that is hidden.

CREATE TABLE delivery_rows (
    release   INTEGER NOT NULL,
    number    INTEGER NOT NULL,          -- as in the vault: in the order of loading
    hash      TEXT    NOT NULL,          -- SHA-256 of the file
    source    TEXT    NOT NULL,
    file      TEXT    NOT NULL,          -- name without folder
    edition   INTEGER NOT NULL,
    n_rows    INTEGER,                   -- NULL: of a source that is not public
    n_unknown INTEGER,                   -- rows with an area that the edition does not know; NULL likewise
    PRIMARY KEY (release, number),
    FOREIGN KEY (release, source) REFERENCES source (release, id)
) STRICT, WITHOUT ROWID;
INSERT INTO delivery_rows SELECT release, number, hash, source, file, edition, n_rows, n_unknown FROM delivery;
DROP TABLE delivery;
ALTER TABLE delivery_rows RENAME TO delivery;

-- Everything that a release says is kept as it was written.
CREATE TRIGGER delivery_is_kept BEFORE UPDATE ON delivery BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER delivery_stays BEFORE DELETE ON delivery BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
