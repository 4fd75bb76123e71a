-- ?1 release.  Columns: id, dutch, english.
SELECT id, dutch, english FROM theme WHERE release = ?1 ORDER BY position
