-- The picture: releases that never change.  A release is written in one transaction; afterwards its
-- rows cannot be updated or deleted (triggers at the end).

CREATE TABLE release (
    number      INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE, -- 16 hex digits of the hash over everything published
    released_on TEXT    NOT NULL,        -- yyyy-mm-dd; not part of id
    is_invented INTEGER NOT NULL,        -- 1: demo figures; every screen says so
    region_code TEXT,                    -- NULL: the whole country
    region_name TEXT    NOT NULL,
    inputs      TEXT    NOT NULL         -- hash over deliveries, definitions and settings it was made of
) STRICT;

CREATE TABLE source (
    release     INTEGER NOT NULL REFERENCES release (number),
    id          TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    owner       TEXT    NOT NULL,
    licence     TEXT    NOT NULL,
    website     TEXT    NOT NULL,
    note        TEXT    NOT NULL,
    is_public   INTEGER NOT NULL,        -- the owner has made the figures public
    is_modelled INTEGER NOT NULL,
    PRIMARY KEY (release, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE delivery (
    release   INTEGER NOT NULL,
    number    INTEGER NOT NULL,          -- as in the vault: in the order of loading
    hash      TEXT    NOT NULL,          -- SHA-256 of the file
    source    TEXT    NOT NULL,
    file      TEXT    NOT NULL,          -- name without folder
    edition   INTEGER NOT NULL,
    n_rows    INTEGER NOT NULL,
    n_unknown INTEGER NOT NULL,          -- rows with an area that the edition does not know
    PRIMARY KEY (release, number),
    FOREIGN KEY (release, source) REFERENCES source (release, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE theme (
    release  INTEGER NOT NULL REFERENCES release (number),
    position INTEGER NOT NULL,
    id       TEXT    NOT NULL,
    dutch    TEXT    NOT NULL,
    english  TEXT    NOT NULL,
    PRIMARY KEY (release, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE indicator (
    release         INTEGER NOT NULL REFERENCES release (number),
    number          INTEGER NOT NULL,    -- from 1, in order of theme and catalogue
    id              TEXT    NOT NULL,    -- "poh-ggz"
    code            TEXT    NOT NULL,
    dutch           TEXT    NOT NULL,
    english         TEXT    NOT NULL,
    theme           TEXT    NOT NULL,
    unit            TEXT    NOT NULL,
    decimals        INTEGER NOT NULL,
    population      TEXT    NOT NULL,
    numerator       TEXT    NOT NULL,
    denominator     TEXT    NOT NULL,
    note            TEXT    NOT NULL,
    direction       TEXT    NOT NULL,    -- neutraal, lager, hoger
    direction_owner TEXT,
    may_compare     INTEGER NOT NULL,
    may_trend       INTEGER NOT NULL,
    may_effect      INTEGER NOT NULL,
    source          TEXT    NOT NULL,    -- the first source that holds numbers for it
    definition      TEXT    NOT NULL,    -- 12 hex digits
    PRIMARY KEY (release, number),
    UNIQUE (release, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE breakdown (
    release   INTEGER NOT NULL,
    indicator INTEGER NOT NULL,
    position  INTEGER NOT NULL,          -- 0: the default
    id        TEXT    NOT NULL,
    dutch     TEXT    NOT NULL,
    english   TEXT    NOT NULL,
    PRIMARY KEY (release, indicator, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE break (
    release   INTEGER NOT NULL,
    indicator INTEGER NOT NULL,
    period    TEXT    NOT NULL,          -- the first period after the break
    dutch     TEXT    NOT NULL,
    english   TEXT    NOT NULL,
    PRIMARY KEY (release, indicator, period)
) STRICT, WITHOUT ROWID;

-- A code that lives in several editions is one area; name and parent are those of the newest.
CREATE TABLE area (
    release  INTEGER NOT NULL REFERENCES release (number),
    number   INTEGER NOT NULL,           -- from 1, by level (land first) and code
    code     TEXT    NOT NULL,
    level    TEXT    NOT NULL,           -- land, regio, gemeente, wijk, buurt
    name     TEXT    NOT NULL,
    parent   TEXT,                       -- code
    editions TEXT    NOT NULL,           -- "2020,2022"
    is_on_map INTEGER NOT NULL,
    PRIMARY KEY (release, number),
    UNIQUE (release, code)
) STRICT, WITHOUT ROWID;

-- One column of numbers: an indicator at a level in a period, for one breakdown.
CREATE TABLE series (
    number    INTEGER PRIMARY KEY,
    release   INTEGER NOT NULL,
    indicator INTEGER NOT NULL,
    breakdown INTEGER NOT NULL,          -- breakdown.position
    level     TEXT    NOT NULL,
    period    TEXT    NOT NULL,
    UNIQUE (release, indicator, breakdown, level, period)
) STRICT;

-- Every area of the level has a row in every series of that level: a number, or an empty with its reason.
CREATE TABLE value (
    series   INTEGER NOT NULL REFERENCES series (number),
    area     INTEGER NOT NULL,           -- area.number
    value    REAL,                       -- NULL with an empty status
    lower    REAL,
    upper    REAL,
    status   TEXT    NOT NULL,           -- model/value.h
    decision TEXT    NOT NULL,           -- gate: public, allowed, hidden; none for an empty of the source
    delivery INTEGER,                    -- delivery.number; NULL when nothing was delivered
    rows     TEXT,                       -- "17 18": rows of that delivery, only where the figures are public
    PRIMARY KEY (series, area)
) STRICT, WITHOUT ROWID;

-- The four bounds of the five classes, fixed over all periods of a level.
CREATE TABLE class_bound (
    release   INTEGER NOT NULL,
    indicator INTEGER NOT NULL,
    level     TEXT    NOT NULL,
    position  INTEGER NOT NULL,          -- 0..3
    bound     REAL    NOT NULL,
    PRIMARY KEY (release, indicator, level, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE map (
    release  INTEGER NOT NULL REFERENCES release (number),
    level    TEXT    NOT NULL,
    edition  INTEGER NOT NULL,
    topojson TEXT    NOT NULL,           -- as the API serves it
    PRIMARY KEY (release, level)
) STRICT, WITHOUT ROWID;

-- Everything that a release says is kept as it was written.
CREATE TRIGGER release_is_kept BEFORE UPDATE ON release BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER value_is_kept BEFORE UPDATE ON value BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER value_stays BEFORE DELETE ON value BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER release_stays BEFORE DELETE ON release BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER area_is_kept BEFORE UPDATE ON area BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER area_stays BEFORE DELETE ON area BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER break_is_kept BEFORE UPDATE ON break BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER break_stays BEFORE DELETE ON break BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER breakdown_is_kept BEFORE UPDATE ON breakdown BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER breakdown_stays BEFORE DELETE ON breakdown BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER class_bound_is_kept BEFORE UPDATE ON class_bound BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER class_bound_stays BEFORE DELETE ON class_bound BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER delivery_is_kept BEFORE UPDATE ON delivery BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER delivery_stays BEFORE DELETE ON delivery BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER indicator_is_kept BEFORE UPDATE ON indicator BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER indicator_stays BEFORE DELETE ON indicator BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER map_is_kept BEFORE UPDATE ON map BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER map_stays BEFORE DELETE ON map BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER series_is_kept BEFORE UPDATE ON series BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER series_stays BEFORE DELETE ON series BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER source_is_kept BEFORE UPDATE ON source BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER source_stays BEFORE DELETE ON source BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER theme_is_kept BEFORE UPDATE ON theme BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER theme_stays BEFORE DELETE ON theme BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
