-- Values of release ?1 that fit: ?2 indicator id or code, ?3 area, ?4 level, ?5 period, ?6 breakdown id ('*' all,
-- NULL the default); NULL fits anything.  Columns: as struct wks_shown.
SELECT i.id, i.dutch, i.english, i.unit, i.definition, i.numerator, i.denominator, i.population,
       b.id, b.dutch, b.english, s.level, a.code, a.name, s.period,
       v.value, v.lower, v.upper, v.status, v.decision,
       o.id, o.name, o.owner, o.licence, d.hash, d.file, v.rows, i.decimals, d.edition, o.is_modelled
FROM indicator i
JOIN series s ON s.release = i.release AND s.indicator = i.number
JOIN breakdown b ON b.release = i.release AND b.indicator = i.number AND b.position = s.breakdown
JOIN value v ON v.series = s.number
JOIN area a ON a.release = i.release AND a.number = v.area
LEFT JOIN delivery d ON d.release = i.release AND d.number = v.delivery
LEFT JOIN source o ON o.release = i.release AND o.id = coalesce(d.source, i.source)
WHERE i.release = ?1 AND (?2 IS NULL OR i.id = lower(?2) OR i.code = upper(?2)) AND (?3 IS NULL OR a.code = upper(?3))
  AND (?4 IS NULL OR s.level = ?4) AND (?5 IS NULL OR s.period = ?5)
  AND (?6 = '*' OR b.id = ?6 OR (?6 IS NULL AND b.position = 0))
ORDER BY i.number, b.position, s.period, a.number;
