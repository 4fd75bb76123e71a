-- For each indicator, in its first breakdown, the latest series of a level in which any area has a number.
-- ?1 release, ?2 level.  Columns: series, indicator id, breakdown id, period.
SELECT s.number, i.id, b.id, max(s.period)
FROM series s
JOIN indicator i ON i.release = s.release AND i.number = s.indicator
JOIN breakdown b ON b.release = s.release AND b.indicator = s.indicator AND b.position = s.breakdown
WHERE s.release = ?1 AND s.level = ?2 AND s.breakdown = 0
  AND EXISTS (SELECT 1 FROM value v WHERE v.series = s.number AND v.value IS NOT NULL)
GROUP BY s.indicator
ORDER BY s.indicator
