-- The trends of a release.  ?1 its number.
SELECT indicator, breakdown, area, from_period, to_period, n_periods, per_year, lower, upper, label, reason
FROM trend WHERE release = ?1 ORDER BY indicator, breakdown, area
