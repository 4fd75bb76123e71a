-- What became of differences.  ?1 release, ?2 id of an indicator; NULL: those in the whole region, of the first breakdown.
-- Columns: indicator, kind, breakdown, level, area, from_period, to_period, n_periods, absolute, lower, upper, relative,
-- relative_lower, relative_upper, movement, reason.
SELECT i.id, c.kind, b.id, c.level, a.code, c.from_period, c.to_period, c.n_periods, c.absolute, c.lower, c.upper, c.relative,
       c.relative_lower, c.relative_upper, c.movement, c.reason
FROM gap_change c
JOIN indicator i ON i.release = c.release AND i.number = c.indicator
JOIN breakdown b ON b.release = c.release AND b.indicator = c.indicator AND b.position = c.breakdown
JOIN area a ON a.release = c.release AND a.number = c.area
WHERE c.release = ?1 AND (i.id = ?2 OR (?2 IS NULL AND c.breakdown = 0 AND a.level IN ('land', 'regio')))
ORDER BY c.indicator, c.kind DESC, c.level DESC, c.breakdown, c.area
