-- ?1 release.  Columns: number, id, code, dutch, english, theme, unit, decimals, population, numerator,
-- denominator, note, source, direction, direction_owner, is_modelled, may_compare, may_trend, may_effect, definition.
SELECT i.number, i.id, i.code, i.dutch, i.english, i.theme, i.unit, i.decimals, i.population, i.numerator,
       i.denominator, i.note, i.source, i.direction, i.direction_owner, coalesce(s.is_modelled, 0),
       i.may_compare, i.may_trend, i.may_effect, i.definition
FROM indicator i
LEFT JOIN source s ON s.release = i.release AND s.id = i.source
WHERE i.release = ?1
ORDER BY i.number
