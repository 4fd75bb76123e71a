-- ?1 release, ?2 series.
-- Columns: area code, value, lower, upper, status, method, flags; then as in verdict_json.h: label, reason of the
-- verdict, reason of the test, whether there was a test, against, reference, difference, lower, upper, p_higher; by area.
SELECT a.code, v.value, v.lower, v.upper, v.status, v.method, v.flags,
       d.label, d.reason, t.reason, t.series IS NOT NULL, d.against, d.reference, d.difference, d.lower, d.upper, d.p_higher
FROM value v
JOIN area a ON a.release = ?1 AND a.number = v.area
LEFT JOIN series_test t ON t.series = v.series
LEFT JOIN verdict d ON d.series = v.series AND d.area = v.area
WHERE v.series = ?2
ORDER BY v.area
