-- Every number of a release that its owner had not made public, shown or not, with what is said of it.  ?1 release.
-- Columns: source, indicator, denominator, breakdown, period, area, value, lower, upper, status, method, area compared
-- with, the rest of that in the unit of the indicator, delivery number.
SELECT o.id, i.id, i.denominator, b.id, s.period, a.code, v.value, v.lower, v.upper, v.status, v.method,
       c.against, c.reference, v.delivery
FROM series s
JOIN indicator i ON i.release = s.release AND i.number = s.indicator
JOIN breakdown b ON b.release = s.release AND b.indicator = s.indicator AND b.position = s.breakdown
JOIN value v ON v.series = s.number
JOIN area a ON a.release = s.release AND a.number = v.area
LEFT JOIN delivery d ON d.release = s.release AND d.number = v.delivery
JOIN source o ON o.release = s.release AND o.id = coalesce(d.source, i.source)
LEFT JOIN verdict c ON c.series = v.series AND c.area = v.area
WHERE s.release = ?1 AND o.is_public = 0
ORDER BY s.number, v.area
