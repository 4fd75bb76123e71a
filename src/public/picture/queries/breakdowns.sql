-- ?1 release, ?2 indicator.  Columns: id, dutch; the default first.
SELECT id, dutch FROM breakdown WHERE release = ?1 AND indicator = ?2 ORDER BY position
