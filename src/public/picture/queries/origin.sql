-- Where one number comes from.  ?1 release, ?2 series, ?3 area number.
-- Columns: value, lower, upper, status, decision, indicator id, definition, source id, source name, owner,
-- delivery hash, file, rows.
SELECT v.value, v.lower, v.upper, v.status, v.decision, i.id, i.definition,
       s.id, s.name, s.owner, d.hash, d.file, v.rows
FROM value v
JOIN series r ON r.number = v.series
JOIN indicator i ON i.release = r.release AND i.number = r.indicator
LEFT JOIN delivery d ON d.release = r.release AND d.number = v.delivery
LEFT JOIN source s ON s.release = r.release AND s.id = coalesce(d.source, i.source)
WHERE v.series = ?2 AND v.area = ?3 AND r.release = ?1
