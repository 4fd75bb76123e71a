-- The same number for the region and the country, the region first.
-- ?1 release, ?2 indicator number, ?3 breakdown position, ?4 period.
-- Columns: area code, value, lower, upper, status (NULL: there is no such number).
SELECT a.code, v.value, v.lower, v.upper, v.status
FROM area a
LEFT JOIN series s ON s.release = ?1 AND s.indicator = ?2 AND s.breakdown = ?3 AND s.period = ?4 AND s.level = a.level
LEFT JOIN value v ON v.series = s.number AND v.area = a.number
WHERE a.release = ?1 AND a.level IN ('land', 'regio')
ORDER BY a.level DESC, a.number
