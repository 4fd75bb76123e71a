-- What became of the differences of a release.  ?1 its number.
SELECT indicator, kind, breakdown, level, area, from_period, to_period, n_periods, absolute, lower, upper, relative,
       relative_lower, relative_upper, movement, reason
FROM gap_change WHERE release = ?1 ORDER BY indicator, kind, breakdown, level, area
