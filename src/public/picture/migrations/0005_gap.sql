-- Differences between groups, worked out of the published values alone.

-- By which rules: what weighs areas, and when there are too few of them.  No row: of before there were differences.
CREATE TABLE gap_plan (
    release     INTEGER PRIMARY KEY REFERENCES release (number),
    weight      TEXT    NOT NULL,        -- indicator.id
    most_years  INTEGER NOT NULL,        -- between a number and what orders or weighs it
    least_areas INTEGER NOT NULL,
    least_share REAL    NOT NULL         -- % of the weight
) STRICT;

-- By what areas of a level are ordered, from the least to the most advantaged.  No row: by nothing.
CREATE TABLE gap_order (
    release       INTEGER NOT NULL REFERENCES release (number),
    level         TEXT    NOT NULL,
    indicator     TEXT    NOT NULL,      -- indicator.id
    dutch         TEXT    NOT NULL,      -- what it is: "het inkomen per inwoner"
    english       TEXT    NOT NULL,
    least_dutch   TEXT    NOT NULL,      -- what the ends have: "het laagste inkomen"
    least_english TEXT    NOT NULL,
    most_dutch    TEXT    NOT NULL,
    most_english  TEXT    NOT NULL,
    PRIMARY KEY (release, level)
) STRICT, WITHOUT ROWID;

CREATE TABLE gap (
    release         INTEGER NOT NULL REFERENCES release (number),
    indicator       INTEGER NOT NULL,
    kind            TEXT    NOT NULL,    -- model/gap.h: order, areas, age, sex
    breakdown       INTEGER NOT NULL,    -- of the values; 0 of age and sex
    level           TEXT    NOT NULL,    -- order, areas: of the areas that are compared; else that of area
    area            INTEGER NOT NULL,    -- area.number: in which
    period          TEXT    NOT NULL,
    order_period    TEXT,                -- of the numbers that order, and that weigh
    weight_period   TEXT,
    n_areas         INTEGER NOT NULL,    -- with a number, of n_all; 0 of age and sex
    n_all           INTEGER NOT NULL,
    share           REAL,                -- % of the weight that they hold
    first           REAL,                -- least advantaged, youngest, first sex; in the unit of the indicator
    last            REAL,
    absolute        REAL,                -- first - last (order: SII); areas: deviation between them
    lower           REAL,                -- its 95 % interval
    upper           REAL,
    relative        REAL,                -- first / last (order: RII); areas: index of disparity, % of the mean
    relative_lower  REAL,
    relative_upper  REAL,
    reason          TEXT,                -- why absolute has no value or interval
    relative_reason TEXT,
    is_modelled     INTEGER NOT NULL,    -- some of the values are a model's
    PRIMARY KEY (release, indicator, kind, breakdown, level, area, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE gap_group (
    release   INTEGER NOT NULL,
    indicator INTEGER NOT NULL,
    kind      TEXT    NOT NULL,
    breakdown INTEGER NOT NULL,
    level     TEXT    NOT NULL,
    area      INTEGER NOT NULL,
    period    TEXT    NOT NULL,
    position  INTEGER NOT NULL,          -- from 0: the least advantaged, the youngest, the first sex
    part      INTEGER NOT NULL,          -- order: fifth, from 1; age, sex: breakdown.position
    value     REAL,
    lower     REAL,
    upper     REAL,
    n_areas   INTEGER NOT NULL,          -- order: in the fifth; else 0
    weight    REAL,                      -- order: of these together
    PRIMARY KEY (release, indicator, kind, breakdown, level, area, period, position),
    FOREIGN KEY (release, indicator, kind, breakdown, level, area, period)
        REFERENCES gap (release, indicator, kind, breakdown, level, area, period)
) STRICT, WITHOUT ROWID;

-- From the first to the last period since the last break in the series.
CREATE TABLE gap_change (
    release        INTEGER NOT NULL,
    indicator      INTEGER NOT NULL,
    kind           TEXT    NOT NULL,
    breakdown      INTEGER NOT NULL,
    level          TEXT    NOT NULL,
    area           INTEGER NOT NULL,
    from_period    TEXT    NOT NULL,
    to_period      TEXT    NOT NULL,
    n_periods      INTEGER NOT NULL,     -- with a number
    absolute       REAL,                 -- last - first of the absolute differences
    lower          REAL,
    upper          REAL,
    relative       REAL,                 -- last / first of the ratios
    relative_lower REAL,
    relative_upper REAL,
    movement       TEXT    NOT NULL,     -- model/gap.h: still, wider, narrower, turned, unknown
    reason         TEXT,
    PRIMARY KEY (release, indicator, kind, breakdown, level, area),
    FOREIGN KEY (release, indicator, kind, breakdown, level, area, to_period)
        REFERENCES gap (release, indicator, kind, breakdown, level, area, period)
) STRICT, WITHOUT ROWID;

-- Everything that a release says is kept as it was written.
CREATE TRIGGER gap_plan_is_kept BEFORE UPDATE ON gap_plan BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER gap_plan_stays BEFORE DELETE ON gap_plan BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER gap_order_is_kept BEFORE UPDATE ON gap_order BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER gap_order_stays BEFORE DELETE ON gap_order BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER gap_is_kept BEFORE UPDATE ON gap BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER gap_stays BEFORE DELETE ON gap BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER gap_group_is_kept BEFORE UPDATE ON gap_group BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER gap_group_stays BEFORE DELETE ON gap_group BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER gap_change_is_kept BEFORE UPDATE ON gap_change BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER gap_change_stays BEFORE DELETE ON gap_change BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
