-- Values of release ?1 that fit: ?2 indicator id or code, ?3 area, ?4 level, ?5 period, ?6 breakdown id ('*' all,
-- NULL the default); NULL fits anything.  Columns: as struct wks_shown; then the name of the area compared with, and as
-- in verdict_json.h the verdict (from 33), the test (from 43) and the trend (from 50); the model (59 to 61).
SELECT i.id, i.dutch, i.english, i.unit, i.definition, i.numerator, i.denominator, i.population,
       b.id, b.dutch, b.english, s.level, a.code, a.name, s.period,
       v.value, v.lower, v.upper, v.status, v.decision,
       o.id, o.name, o.owner, o.licence, d.hash, d.file, v.rows, i.decimals, d.edition, o.is_modelled,
       v.method, v.flags, w.name,
       c.label, c.reason, t.reason, t.series IS NOT NULL, c.against, c.reference, c.difference, c.lower, c.upper, c.p_higher,
       t.rule, t.against, t.n_tested, t.n_flagged, t.expected_by_chance, t.reason, t.note,
       m.label, m.reason, coalesce(mt.reason, iif(mt.level IS NULL, 'not_computed', NULL)), m.from_period, m.to_period,
       m.n_periods, m.per_year, m.lower, m.upper,
       x.dutch, x.english, x.diagnostics
FROM indicator i
JOIN series s ON s.release = i.release AND s.indicator = i.number
JOIN breakdown b ON b.release = i.release AND b.indicator = i.number AND b.position = s.breakdown
JOIN value v ON v.series = s.number
JOIN area a ON a.release = i.release AND a.number = v.area
LEFT JOIN delivery d ON d.release = i.release AND d.number = v.delivery
LEFT JOIN source o ON o.release = i.release AND o.id = coalesce(d.source, i.source)
LEFT JOIN series_test t ON t.series = s.number
LEFT JOIN verdict c ON c.series = s.number AND c.area = v.area
LEFT JOIN area w ON w.release = i.release AND w.code = c.against
LEFT JOIN trend_test mt ON mt.release = i.release AND mt.indicator = i.number AND mt.breakdown = s.breakdown
                       AND mt.level = s.level
LEFT JOIN trend m ON m.release = i.release AND m.indicator = i.number AND m.breakdown = s.breakdown AND m.area = v.area
LEFT JOIN model x ON x.release = i.release AND x.indicator = i.number AND x.breakdown = s.breakdown
                 AND x.level = s.level AND x.period = s.period AND x.name <> 'mismatch'
WHERE i.release = ?1 AND (?2 IS NULL OR i.id = lower(?2) OR i.code = upper(?2)) AND (?3 IS NULL OR a.code = upper(?3))
  AND (?4 IS NULL OR s.level = ?4) AND (?5 IS NULL OR s.period = ?5)
  AND (?6 = '*' OR b.id = ?6 OR (?6 IS NULL AND b.position = 0))
ORDER BY i.number, b.position, s.period, a.number;
