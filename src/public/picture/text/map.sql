-- The maps of a release.  ?1 its number.
SELECT level, edition, topojson FROM map WHERE release = ?1 ORDER BY level
