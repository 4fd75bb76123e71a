-- What may be said of a value: how its interval was made, what to be careful with, whether it differs from the
-- areas around it, how it moves over the years; and what models found.

ALTER TABLE value ADD COLUMN method TEXT;                    -- model/verdict.h: wilson, byar, mean, source ...; NULL: no interval
ALTER TABLE value ADD COLUMN flags  TEXT NOT NULL DEFAULT ''; -- codes of model/verdict.h, a space between

-- How a series was compared: with what, by which rule, and how many flags chance alone would give.
CREATE TABLE series_test (
    series             INTEGER PRIMARY KEY REFERENCES series (number),
    against            TEXT    NOT NULL, -- gemeente, regio: the rest of it
    rule               TEXT    NOT NULL, -- posterior, bh, funnel, plain
    n_tested           INTEGER NOT NULL, -- areas of the series that got a verdict
    n_flagged          INTEGER NOT NULL, -- of them higher or lower
    expected_by_chance REAL,             -- flags by chance: of the flagged (posterior, bh), of the tested (funnel, plain)
    reason             TEXT,             -- why no area of the series has a verdict; NULL when some have
    note               TEXT              -- with it: what the catalogue says of it, in Dutch
) STRICT;

-- One row for each number of a series whose series_test has no reason of its own.
CREATE TABLE verdict (
    series     INTEGER NOT NULL REFERENCES series_test (series),
    area       INTEGER NOT NULL,         -- area.number
    against    TEXT,                     -- code of the area of which the rest is meant; NULL: the country
    reference  REAL,                     -- the rest, in the unit of the indicator
    difference REAL,                     -- value - reference
    lower      REAL,                     -- 95 % interval of the difference
    upper      REAL,
    p_higher   REAL,                     -- probability that the area is higher than the rest
    label      TEXT    NOT NULL,         -- higher, lower, no_difference; none with a reason
    reason     TEXT,                     -- why there is no verdict
    PRIMARY KEY (series, area)
) STRICT, WITHOUT ROWID;

-- How an indicator was followed over the years, per breakdown and level.
CREATE TABLE trend_test (
    release   INTEGER NOT NULL,
    indicator INTEGER NOT NULL,
    breakdown INTEGER NOT NULL,
    level     TEXT    NOT NULL,
    n_tested  INTEGER NOT NULL,          -- areas with a trend
    n_moving  INTEGER NOT NULL,          -- of them rising or falling
    reason    TEXT,                      -- why no area has one; NULL when some have
    PRIMARY KEY (release, indicator, breakdown, level)
) STRICT, WITHOUT ROWID;

-- The last stretch of years without a break in it.  One row for each area with a trend, or a reason of its own.
CREATE TABLE trend (
    release     INTEGER NOT NULL,
    indicator   INTEGER NOT NULL,
    breakdown   INTEGER NOT NULL,
    area        INTEGER NOT NULL,        -- area.number
    from_period TEXT,                    -- of the stretch
    to_period   TEXT,
    n_periods   INTEGER NOT NULL,        -- with a number in the stretch
    per_year    REAL,                    -- change a year, in the unit of the indicator
    lower       REAL,                    -- its 95 % interval
    upper       REAL,
    label       TEXT    NOT NULL,        -- rising, falling, no_change; none with a reason
    reason      TEXT,
    PRIMARY KEY (release, indicator, breakdown, area)
) STRICT, WITHOUT ROWID;

-- A model that was run for this release, and how well it behaved.
CREATE TABLE model (
    release     INTEGER NOT NULL REFERENCES release (number),
    number      INTEGER NOT NULL,        -- from 1
    indicator   INTEGER,                 -- NULL: of no single indicator (a mismatch of two)
    breakdown   INTEGER,
    level       TEXT    NOT NULL,
    period      TEXT,                    -- NULL: over all its periods
    name        TEXT    NOT NULL,        -- mrp, bym2, fay-herriot, mismatch ...
    dutch       TEXT    NOT NULL,        -- what was done, in a sentence or two
    english     TEXT    NOT NULL,
    diagnostics TEXT    NOT NULL,        -- a JSON object: name -> number, text or list
    PRIMARY KEY (release, number)
) STRICT, WITHOUT ROWID;

-- Where need and use of care do not go together: one list for each pair that was looked at.
CREATE TABLE signal_list (
    release        INTEGER NOT NULL REFERENCES release (number),
    id             TEXT    NOT NULL,     -- "ggz-bij-angst-depressie"
    position       INTEGER NOT NULL,     -- order on the screen
    dutch          TEXT    NOT NULL,
    english        TEXT    NOT NULL,
    need           INTEGER NOT NULL,     -- indicator.number
    need_breakdown INTEGER NOT NULL,
    use            INTEGER NOT NULL,     -- indicator.number
    use_breakdown  INTEGER NOT NULL,
    level          TEXT    NOT NULL,
    period         TEXT    NOT NULL,
    model          INTEGER,              -- model.number
    is_label       INTEGER NOT NULL,     -- 0: a demonstration of sensitivity; its labels are all no_statement
    note           TEXT    NOT NULL,     -- Dutch: what was assumed; may be ''
    sensitivity    TEXT    NOT NULL,     -- a JSON list of objects: setting -> how many signals
    PRIMARY KEY (release, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE signal (
    release     INTEGER NOT NULL,
    id          TEXT    NOT NULL,        -- signal_list.id
    area        INTEGER NOT NULL,        -- area.number
    period      TEXT    NOT NULL,
    need        REAL,                    -- in the unit of the need indicator
    need_lower  REAL,                    -- 95 % interval
    need_upper  REAL,
    ratio       REAL,                    -- use observed / expected of an area with this need and population
    ratio_lower REAL,
    ratio_upper REAL,
    probability REAL,                    -- need among the highest 30 % and use below 0.9 of expected
    label       TEXT    NOT NULL,        -- strong, possible, no_statement; none with a reason
    reason      TEXT,
    ladder      TEXT    NOT NULL,        -- a JSON list: {"trede", "uitkomst", "tekst", "bron"} for each rung
    PRIMARY KEY (release, id, area),
    FOREIGN KEY (release, id) REFERENCES signal_list (release, id)
) STRICT, WITHOUT ROWID;

-- Everything that a release says is kept as it was written.
CREATE TRIGGER series_test_is_kept BEFORE UPDATE ON series_test BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER series_test_stays BEFORE DELETE ON series_test BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER verdict_is_kept BEFORE UPDATE ON verdict BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER verdict_stays BEFORE DELETE ON verdict BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER trend_test_is_kept BEFORE UPDATE ON trend_test BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER trend_test_stays BEFORE DELETE ON trend_test BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER trend_is_kept BEFORE UPDATE ON trend BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER trend_stays BEFORE DELETE ON trend BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER model_is_kept BEFORE UPDATE ON model BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER model_stays BEFORE DELETE ON model BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER signal_list_is_kept BEFORE UPDATE ON signal_list BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER signal_list_stays BEFORE DELETE ON signal_list BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER signal_is_kept BEFORE UPDATE ON signal BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER signal_stays BEFORE DELETE ON signal BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
