-- ?1 release, ?2 indicator, ?3 level.  Columns: bound, rising.
SELECT bound FROM class_bound WHERE release = ?1 AND indicator = ?2 AND level = ?3 ORDER BY position
