-- The models behind a number, or the one with number ?6.
-- ?1 release, ?2 indicator number, ?3 breakdown, ?4 level, ?5 period.  Columns: name, dutch, english, level, period,
-- diagnostics.
SELECT m.name, m.dutch, m.english, m.level, m.period, m.diagnostics
FROM model m
WHERE m.release = ?1
  AND (m.number = ?6
       OR (?6 IS NULL AND m.indicator = ?2 AND m.breakdown = ?3 AND m.level = ?4 AND (m.period IS NULL OR m.period = ?5)))
ORDER BY m.number
