-- The models of a release.  ?1 its number.
SELECT number, indicator, breakdown, level, period, name, dutch, english, diagnostics
FROM model WHERE release = ?1 ORDER BY number
