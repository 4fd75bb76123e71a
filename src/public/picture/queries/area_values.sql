-- Every number of one area.  ?1 release, ?2 area number.
-- Columns: indicator number, breakdown position, period, value, lower, upper, status; in that order.
SELECT s.indicator, s.breakdown, s.period, v.value, v.lower, v.upper, v.status
FROM value v
JOIN series s ON s.number = v.series AND s.release = ?1
WHERE v.area = ?2
ORDER BY s.indicator, s.breakdown, s.period
