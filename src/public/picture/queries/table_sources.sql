-- Whose figures one series holds.  ?1 release, ?2 series.  Columns: source.
SELECT DISTINCT coalesce(d.source, i.source) AS source
FROM series s
JOIN indicator i ON i.release = s.release AND i.number = s.indicator
JOIN value v ON v.series = s.number
LEFT JOIN delivery d ON d.release = s.release AND d.number = v.delivery
WHERE s.release = ?1 AND s.number = ?2
ORDER BY source
