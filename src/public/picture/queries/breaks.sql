-- ?1 release, ?2 indicator.  Columns: period, dutch.
SELECT period, dutch FROM break WHERE release = ?1 AND indicator = ?2 ORDER BY period
