-- The differences of a release.  ?1 its number.
SELECT indicator, kind, breakdown, level, area, period, order_period, weight_period, n_areas, n_all, share, first, last,
       absolute, lower, upper, relative, relative_lower, relative_upper, reason, relative_reason, is_modelled
FROM gap WHERE release = ?1 ORDER BY indicator, kind, breakdown, level, area, period
