-- The breaks of a release.  ?1 its number.
SELECT indicator, period, dutch, english FROM break WHERE release = ?1 ORDER BY indicator, period
