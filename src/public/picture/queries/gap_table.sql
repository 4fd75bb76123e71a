-- Every difference with what became of it at the last period that counts.  ?1 release, ?2 id of an indicator; NULL: all.
-- Columns: indicator, name, unit, decimals, kind, breakdown, level, area, area_name, period, order_period, weight_period,
-- n_areas, n_all, share, first_group, last_group, first, last, absolute, lower, upper, relative, relative_lower,
-- relative_upper, reason, relative_reason, is_modelled; of the change from_period, absolute, lower, upper, relative,
-- relative_lower, relative_upper, movement, reason.
SELECT i.id, i.dutch, i.unit, i.decimals, g.kind, b.id, g.level, a.code, a.name, g.period, g.order_period, g.weight_period,
       g.n_areas, g.n_all, g.share,
       (SELECT p.id FROM gap_group q
        JOIN breakdown p ON p.release = q.release AND p.indicator = q.indicator AND p.position = q.part
        WHERE q.release = g.release AND q.indicator = g.indicator AND q.kind = g.kind AND q.breakdown = g.breakdown
          AND q.level = g.level AND q.area = g.area AND q.period = g.period AND g.kind IN ('age', 'sex')
        ORDER BY q.position LIMIT 1),
       (SELECT p.id FROM gap_group q
        JOIN breakdown p ON p.release = q.release AND p.indicator = q.indicator AND p.position = q.part
        WHERE q.release = g.release AND q.indicator = g.indicator AND q.kind = g.kind AND q.breakdown = g.breakdown
          AND q.level = g.level AND q.area = g.area AND q.period = g.period AND g.kind IN ('age', 'sex')
        ORDER BY q.position DESC LIMIT 1),
       g.first, g.last, g.absolute, g.lower, g.upper, g.relative, g.relative_lower, g.relative_upper, g.reason,
       g.relative_reason, g.is_modelled, c.from_period, c.absolute, c.lower, c.upper, c.relative, c.relative_lower,
       c.relative_upper, c.movement, c.reason
FROM gap g
JOIN indicator i ON i.release = g.release AND i.number = g.indicator
JOIN breakdown b ON b.release = g.release AND b.indicator = g.indicator AND b.position = g.breakdown
JOIN area a ON a.release = g.release AND a.number = g.area
LEFT JOIN gap_change c ON c.release = g.release AND c.indicator = g.indicator AND c.kind = g.kind
    AND c.breakdown = g.breakdown AND c.level = g.level AND c.area = g.area AND c.to_period = g.period
WHERE g.release = ?1 AND (?2 IS NULL OR i.id = ?2)
ORDER BY g.indicator, g.kind DESC, g.level DESC, g.breakdown, g.area, g.period
