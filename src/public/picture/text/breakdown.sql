-- The breakdowns of a release.  ?1 its number.
SELECT indicator, position, id, dutch, english FROM breakdown WHERE release = ?1 ORDER BY indicator, position
