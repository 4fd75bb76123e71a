-- One list, the most probable first.  ?1 release, ?2 id of the list.
-- Columns: area code, period, need, need_lower, need_upper, ratio, ratio_lower, ratio_upper, probability, label, reason,
-- ladder.
SELECT a.code, s.period, s.need, s.need_lower, s.need_upper, s.ratio, s.ratio_lower, s.ratio_upper, s.probability, s.label,
       s.reason, s.ladder
FROM signal s
JOIN area a ON a.release = s.release AND a.number = s.area
WHERE s.release = ?1 AND s.id = ?2
ORDER BY s.probability DESC, a.number
