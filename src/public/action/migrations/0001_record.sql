-- What people write down to act on: bottlenecks, initiatives and what ties them.  A record is one thing of a kind; each
-- version of it stays.  Times are seconds since 1970, UTC.
CREATE TABLE record (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    title TEXT NOT NULL,
    body TEXT NOT NULL, -- a JSON object of the kind's shape
    is_closed INTEGER NOT NULL DEFAULT 0 CHECK (is_closed IN (0, 1)),
    person TEXT NOT NULL, -- who wrote this version, as she was called then
    organisation TEXT NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX record_of_kind ON record (kind, title);

CREATE TABLE record_version (
    number INTEGER NOT NULL REFERENCES record,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    is_closed INTEGER NOT NULL,
    account INTEGER NOT NULL,
    person TEXT NOT NULL,
    organisation TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (number, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER record_version_stays BEFORE UPDATE ON record_version BEGIN SELECT RAISE(ABORT, 'a version stays as it is'); END;
CREATE TRIGGER record_version_is_kept BEFORE DELETE ON record_version BEGIN SELECT RAISE(ABORT, 'a version is kept'); END;

CREATE TABLE record_area (
    number INTEGER NOT NULL REFERENCES record,
    area TEXT NOT NULL,
    PRIMARY KEY (number, area)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_in_area ON record_area (area);

CREATE TABLE record_link (
    origin INTEGER NOT NULL REFERENCES record,
    target INTEGER NOT NULL REFERENCES record,
    relation TEXT NOT NULL,
    note TEXT NOT NULL,
    account INTEGER NOT NULL,
    person TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (origin, target),
    CHECK (origin <> target)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_link_to ON record_link (target);

-- rowid is the record's number.
CREATE VIRTUAL TABLE record_word USING fts5 (title, words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
