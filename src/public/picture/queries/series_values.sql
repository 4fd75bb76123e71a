-- ?1 release, ?2 series.  Columns: area code, value, lower, upper, status; by area number.
SELECT a.code, v.value, v.lower, v.upper, v.status
FROM value v
JOIN area a ON a.release = ?1 AND a.number = v.area
WHERE v.series = ?2
ORDER BY v.area
