-- ?1 release, ?2 level.  Columns: topojson.
SELECT topojson FROM map WHERE release = ?1 AND level = ?2
