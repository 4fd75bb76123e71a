-- The borders of the areas on a map, as they are drawn, for files and for programs that draw maps themselves.

CREATE TABLE border (
    release INTEGER NOT NULL REFERENCES release (number),
    area    INTEGER NOT NULL,            -- area.number
    rd      BLOB    NOT NULL,            -- a MultiPolygon as well-known binary (base/shape.h): metres of RD New
    crs84   BLOB    NOT NULL,            -- the same in degrees, longitude before latitude
    PRIMARY KEY (release, area)
) STRICT, WITHOUT ROWID;

-- Everything that a release says is kept as it was written.
CREATE TRIGGER border_is_kept BEFORE UPDATE ON border BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
CREATE TRIGGER border_stays BEFORE DELETE ON border BEGIN SELECT RAISE (ABORT, 'a release never changes'); END;
