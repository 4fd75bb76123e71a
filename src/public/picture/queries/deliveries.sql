-- The deliveries of one source.  ?1 release, ?2 source.  Columns: hash, file, edition, n_rows, n_unknown; the last
-- two NULL where they are not told.
SELECT hash, file, edition, n_rows, n_unknown FROM delivery WHERE release = ?1 AND source = ?2 ORDER BY number
