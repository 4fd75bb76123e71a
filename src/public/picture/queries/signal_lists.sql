-- The lists of mismatches.  ?1 release.  Columns: id, dutch, english, need indicator, need breakdown, use indicator, use
-- breakdown, level, period, is_label, note, sensitivity, model number (NULL: none).
SELECT l.id, l.dutch, l.english, n.id, nb.id, u.id, ub.id, l.level, l.period, l.is_label, l.note, l.sensitivity, l.model
FROM signal_list l
JOIN indicator n ON n.release = l.release AND n.number = l.need
JOIN breakdown nb ON nb.release = l.release AND nb.indicator = l.need AND nb.position = l.need_breakdown
JOIN indicator u ON u.release = l.release AND u.number = l.use
JOIN breakdown ub ON ub.release = l.release AND ub.indicator = l.use AND ub.position = l.use_breakdown
WHERE l.release = ?1
ORDER BY l.position, l.id
