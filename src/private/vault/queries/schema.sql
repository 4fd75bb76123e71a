-- The vault: what arrived, row by row, as typed figures and records.  Run once on an empty file.

CREATE TABLE vault (
    version     INTEGER NOT NULL, -- of this schema
    is_invented BOOLEAN NOT NULL  -- the demo's: fixed when the vault is made
);

CREATE TABLE delivery (
    number    INTEGER PRIMARY KEY,
    hash      VARCHAR NOT NULL,        -- SHA-256 of the file
    source    VARCHAR NOT NULL,
    file      VARCHAR NOT NULL,        -- name without folder
    format    VARCHAR NOT NULL,
    period    VARCHAR,                 -- NULL: in the rows
    edition   INTEGER NOT NULL,        -- of the areas its rows were matched with
    n_rows    BIGINT  NOT NULL,
    n_skipped BIGINT  NOT NULL,        -- rows that the source says to leave out (water, other margins)
    n_rest    BIGINT  NOT NULL,        -- rows for the rest of the country
    n_unknown BIGINT  NOT NULL,        -- rows with an area that the edition does not know
    layer     VARCHAR NOT NULL,        -- of a geometry file that holds several; else ''
    UNIQUE (hash, layer)
);

CREATE TABLE unknown_area (
    delivery INTEGER NOT NULL,
    area     VARCHAR NOT NULL,         -- as the file has it, trimmed
    n_rows   BIGINT  NOT NULL
);

CREATE TABLE area (
    edition  INTEGER NOT NULL,
    code     VARCHAR NOT NULL,
    level    INTEGER NOT NULL,         -- model/area.h: 0 land .. 4 buurt
    name     VARCHAR NOT NULL,
    delivery INTEGER NOT NULL,         -- which made it known first
    PRIMARY KEY (edition, code)
);

CREATE TABLE border (
    edition INTEGER NOT NULL,
    code    VARCHAR NOT NULL,
    level   INTEGER NOT NULL,
    shape   BLOB    NOT NULL,          -- WKB, RD New
    PRIMARY KEY (edition, code)
);

-- Which gemeente lies in which region, as a mapping file says.
CREATE TABLE region_map (
    delivery INTEGER NOT NULL,
    gemeente VARCHAR NOT NULL,
    region   VARCHAR NOT NULL
);

-- The region of the workspace.
CREATE TABLE region_member (
    gemeente VARCHAR NOT NULL,
    region   VARCHAR NOT NULL
);

-- A number as delivered: one row a cell.
CREATE TABLE figure (
    delivery INTEGER  NOT NULL,
    source   VARCHAR  NOT NULL,
    row      BIGINT   NOT NULL,        -- in the file, header counted
    area     VARCHAR  NOT NULL,        -- code; '' is the rest of the country, '?' what the edition does not know
    period   VARCHAR  NOT NULL,
    age      VARCHAR  NOT NULL,        -- '' when the source does not split
    sex      VARCHAR  NOT NULL,
    measure  VARCHAR  NOT NULL,        -- stem, lower case
    value    DOUBLE,                   -- NULL: status says why
    status   UTINYINT NOT NULL,        -- model/value.h
    replaced INTEGER                   -- the delivery that holds a newer number in its place
);
