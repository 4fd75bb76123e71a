-- The groups of the differences of a release.  ?1 its number.
SELECT indicator, kind, breakdown, level, area, period, position, part, value, lower, upper, n_areas, weight
FROM gap_group WHERE release = ?1 ORDER BY indicator, kind, breakdown, level, area, period, position
