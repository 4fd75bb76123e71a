-- The groups of one difference.  ?1 release, ?2 indicator, ?3 kind, ?4 breakdown, ?5 level, ?6 area, ?7 period; of indicator,
-- breakdown and area the numbers.  Columns: part, value, lower, upper, n_areas, weight; and of a group of people id, dutch,
-- english.
SELECT q.part, q.value, q.lower, q.upper, q.n_areas, q.weight, b.id, b.dutch, b.english
FROM gap_group q
LEFT JOIN breakdown b ON q.kind IN ('age', 'sex') AND b.release = q.release AND b.indicator = q.indicator
    AND b.position = q.part
WHERE q.release = ?1 AND q.indicator = ?2 AND q.kind = ?3 AND q.breakdown = ?4 AND q.level = ?5 AND q.area = ?6 AND q.period = ?7
ORDER BY q.position
