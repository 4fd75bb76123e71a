-- How indicators were followed over the years.  ?1 the number of the release.
SELECT indicator, breakdown, level, n_tested, n_moving, reason
FROM trend_test WHERE release = ?1 ORDER BY indicator, breakdown, level
