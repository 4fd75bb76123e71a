-- ?1 release, ?2 indicator.  Columns: period, dutch, english.
SELECT period, dutch, english FROM break WHERE release = ?1 AND indicator = ?2 ORDER BY period
