-- Whether this file is a picture.  Columns: 1 when it has its tables.
SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'release'
