-- ?1 release, ?2 series, ?3 a gemeente: only it and what lies in it (NULL: all areas).
-- Columns: area code, value, lower, upper, status, method, flags; then as in verdict_json.h: label, reason of the
-- verdict, reason of the test, whether there was a test, against, reference, difference, lower, upper, p_higher; by area.
SELECT a.code, v.value, v.lower, v.upper, v.status, v.method, v.flags,
       d.label, d.reason, t.reason, t.series IS NOT NULL, d.against, d.reference, d.difference, d.lower, d.upper, d.p_higher
FROM value v
JOIN area a ON a.release = ?1 AND a.number = v.area
LEFT JOIN series_test t ON t.series = v.series
LEFT JOIN verdict d ON d.series = v.series AND d.area = v.area
WHERE v.series = ?2
  AND (?3 IS NULL OR ?3 IN (a.code, a.parent)
       OR EXISTS (SELECT 1 FROM area p WHERE p.release = ?1 AND p.code = a.parent AND p.parent = ?3))
ORDER BY v.area
