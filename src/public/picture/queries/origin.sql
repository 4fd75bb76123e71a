-- Where one number comes from, and what is said of it.  ?1 release, ?2 series, ?3 area number.
-- Columns: value, lower, upper, status, decision, indicator id, definition, source id, source name, owner,
-- delivery hash, file, rows, method, flags, unit, decimals, level, period, area name, name of the area compared with;
-- then as in verdict_json.h the verdict (from 21) and the test (from 31).
SELECT v.value, v.lower, v.upper, v.status, v.decision, i.id, i.definition,
       s.id, s.name, s.owner, d.hash, d.file, v.rows,
       v.method, v.flags, i.unit, i.decimals, r.level, r.period, a.name, w.name,
       c.label, c.reason, t.reason, t.series IS NOT NULL, c.against, c.reference, c.difference, c.lower, c.upper, c.p_higher,
       t.rule, t.against, t.n_tested, t.n_flagged, t.expected_by_chance, t.reason, t.note
FROM value v
JOIN series r ON r.number = v.series
JOIN indicator i ON i.release = r.release AND i.number = r.indicator
JOIN area a ON a.release = r.release AND a.number = v.area
LEFT JOIN delivery d ON d.release = r.release AND d.number = v.delivery
LEFT JOIN source s ON s.release = r.release AND s.id = coalesce(d.source, i.source)
LEFT JOIN series_test t ON t.series = v.series
LEFT JOIN verdict c ON c.series = v.series AND c.area = v.area
LEFT JOIN area w ON w.release = r.release AND w.code = c.against
WHERE v.series = ?2 AND v.area = ?3 AND r.release = ?1
