-- Every number of one area.  ?1 release, ?2 area number.
-- Columns: indicator number, breakdown position, period, value, lower, upper, status; in that order.
-- CROSS JOIN keeps the order: a look-up in each series of the area's level, since value is kept by series.
SELECT s.indicator, s.breakdown, s.period, v.value, v.lower, v.upper, v.status
FROM area a
CROSS JOIN series s ON s.release = ?1 AND s.level = a.level
CROSS JOIN value v ON v.series = s.number AND v.area = a.number
WHERE a.release = ?1 AND a.number = ?2
ORDER BY s.indicator, s.breakdown, s.period
