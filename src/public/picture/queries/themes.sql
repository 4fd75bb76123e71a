-- ?1 release.  Columns: id, dutch.
SELECT id, dutch FROM theme WHERE release = ?1 ORDER BY position
