-- The deliveries of a release.  ?1 its number.
SELECT number, hash, source, file, edition, n_rows, n_unknown FROM delivery WHERE release = ?1 ORDER BY number
