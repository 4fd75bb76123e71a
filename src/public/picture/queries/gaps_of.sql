-- All differences of an indicator.  ?1 release, ?2 its id.
-- Columns: indicator, kind, breakdown, level, area, period, order_period, weight_period, n_areas, n_all, share, first, last,
-- absolute, lower, upper, relative, relative_lower, relative_upper, reason, relative_reason, is_modelled; and the numbers
-- of indicator, breakdown and area.
SELECT i.id, g.kind, b.id, g.level, a.code, g.period, g.order_period, g.weight_period, g.n_areas, g.n_all, g.share, g.first,
       g.last, g.absolute, g.lower, g.upper, g.relative, g.relative_lower, g.relative_upper, g.reason, g.relative_reason,
       g.is_modelled, g.indicator, g.breakdown, g.area
FROM gap g
JOIN indicator i ON i.release = g.release AND i.number = g.indicator
JOIN breakdown b ON b.release = g.release AND b.indicator = g.indicator AND b.position = g.breakdown
JOIN area a ON a.release = g.release AND a.number = g.area
WHERE g.release = ?1 AND i.id = ?2
ORDER BY g.kind DESC, g.level DESC, g.breakdown, g.area, g.period
