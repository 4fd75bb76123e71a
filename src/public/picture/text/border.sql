-- The borders of a release.  ?1 its number.
SELECT area, rd, crs84 FROM border WHERE release = ?1 ORDER BY area
