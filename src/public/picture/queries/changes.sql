-- What a release shows that another does not, or shows otherwise, per indicator, level and period; as it is rounded on
-- the pages.  ?1 release, ?2 the other.  Columns: indicator id, level, period, then how many numbers: of a series that
-- the other does not have; other than there; where the other has none; none where the other has one; in that order.
SELECT n.indicator, n.level, n.period,
       sum(n.old IS NULL AND v.value IS NOT NULL) AS fresh,
       sum(n.old IS NOT NULL AND round(v.value, n.decimals) <> round(w.value, n.decimals)) AS altered,
       sum(n.old IS NOT NULL AND v.value IS NOT NULL AND w.value IS NULL) AS appeared,
       sum(n.old IS NOT NULL AND v.value IS NULL AND w.value IS NOT NULL) AS vanished
FROM (
  SELECT s.number AS series, o.number AS old, i.number, i.id AS indicator, i.decimals, s.level, s.period
  FROM series s
  JOIN indicator i ON i.release = s.release AND i.number = s.indicator
  JOIN breakdown b ON b.release = s.release AND b.indicator = s.indicator AND b.position = s.breakdown
  LEFT JOIN indicator oi ON oi.release = ?2 AND oi.id = i.id
  LEFT JOIN breakdown ob ON ob.release = ?2 AND ob.indicator = oi.number AND ob.id = b.id
  LEFT JOIN series o ON o.release = ?2 AND o.indicator = oi.number AND o.breakdown = ob.position AND o.level = s.level
                    AND o.period = s.period
  WHERE s.release = ?1
) n
JOIN value v ON v.series = n.series
JOIN area a ON a.release = ?1 AND a.number = v.area
LEFT JOIN area oa ON oa.release = ?2 AND oa.code = a.code
LEFT JOIN value w ON w.series = n.old AND w.area = oa.number
GROUP BY n.number, n.level, n.period
HAVING fresh + altered + appeared + vanished > 0
ORDER BY n.number, n.level, n.period
