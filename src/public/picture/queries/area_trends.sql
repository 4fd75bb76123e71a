-- How one area moves.  ?1 release, ?2 area number, ?3 indicator number and ?4 breakdown (both NULL: all).
-- Columns: indicator, breakdown; then as in verdict_json.h: label, reason of the trend, reason of all, from_period,
-- to_period, n_periods, per_year, lower, upper.
SELECT tt.indicator, tt.breakdown,
       t.label, t.reason, tt.reason, t.from_period, t.to_period, t.n_periods, t.per_year, t.lower, t.upper
FROM area a
JOIN trend_test tt ON tt.release = ?1 AND tt.level = a.level
LEFT JOIN trend t ON t.release = ?1 AND t.indicator = tt.indicator AND t.breakdown = tt.breakdown AND t.area = a.number
WHERE a.release = ?1 AND a.number = ?2 AND (?3 IS NULL OR (tt.indicator = ?3 AND tt.breakdown = ?4))
ORDER BY tt.indicator, tt.breakdown
