-- The differences in the whole region, each in its latest period and first breakdown.  ?1 release.
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
WHERE g.release = ?1 AND g.breakdown = 0 AND a.level IN ('land', 'regio')
  AND g.period = (SELECT max(l.period) FROM gap l
                  WHERE l.release = g.release AND l.indicator = g.indicator AND l.kind = g.kind
                    AND l.breakdown = g.breakdown AND l.level = g.level AND l.area = g.area)
ORDER BY g.indicator, g.kind DESC, g.level DESC
