-- For each indicator and breakdown the latest period in which any area of a level has a number.
-- ?1 release, ?2 level.  Columns: indicator number, indicator id, breakdown position, breakdown id, period.
SELECT s.indicator, i.id, s.breakdown, b.id, max(s.period)
FROM series s
JOIN indicator i ON i.release = s.release AND i.number = s.indicator
JOIN breakdown b ON b.release = s.release AND b.indicator = s.indicator AND b.position = s.breakdown
WHERE s.release = ?1 AND s.level = ?2
  AND EXISTS (SELECT 1 FROM value v WHERE v.series = s.number AND v.value IS NOT NULL)
GROUP BY s.indicator, s.breakdown
ORDER BY s.indicator, s.breakdown
