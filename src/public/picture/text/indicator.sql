-- The indicators of a release.  ?1 its number.
SELECT number, id, code, dutch, english, theme, unit, decimals, population, numerator, denominator, note, direction,
       direction_owner, may_compare, may_trend, may_effect, source, definition
FROM indicator WHERE release = ?1 ORDER BY number
