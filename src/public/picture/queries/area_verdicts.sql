-- What is said of every number of one area.  ?1 release, ?2 area number.  The rows are those of area_values.sql.
-- Columns: method, flags; then as in verdict_json.h the verdict (from 2) and the test (from 12).
SELECT v.method, v.flags,
       d.label, d.reason, t.reason, t.series IS NOT NULL, d.against, d.reference, d.difference, d.lower, d.upper, d.p_higher,
       t.rule, t.against, t.n_tested, t.n_flagged, t.expected_by_chance, t.reason, t.note
FROM area a
CROSS JOIN series s ON s.release = ?1 AND s.level = a.level
CROSS JOIN value v ON v.series = s.number AND v.area = a.number
LEFT JOIN series_test t ON t.series = s.number
LEFT JOIN verdict d ON d.series = s.number AND d.area = a.number
WHERE a.release = ?1 AND a.number = ?2
ORDER BY s.indicator, s.breakdown, s.period
