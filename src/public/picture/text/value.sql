-- The values of a release, each with the words that say whose it is.  ?1 its number.
-- The verifier reads the first ten columns (verify/release_check.c).
SELECT indicator.id, breakdown.id, series.level, series.period, area.code, value.status, value.decision,
       value.value, value.lower, value.upper, value.delivery, value.rows, value.method, value.flags
FROM series
JOIN indicator ON indicator.release = series.release AND indicator.number = series.indicator
JOIN breakdown ON breakdown.release = series.release AND breakdown.indicator = series.indicator
              AND breakdown.position = series.breakdown
JOIN value ON value.series = series.number
JOIN area ON area.release = series.release AND area.number = value.area
WHERE series.release = ?1
ORDER BY series.number, value.area
