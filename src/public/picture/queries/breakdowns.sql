-- ?1 release, ?2 indicator.  Columns: id, dutch, english; the default first.
SELECT id, dutch, english FROM breakdown WHERE release = ?1 AND indicator = ?2 ORDER BY position
