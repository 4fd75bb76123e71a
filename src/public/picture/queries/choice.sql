-- What of a choice exists.  ?1 release, ?2 indicator id, ?3 level, ?4 period, ?5 breakdown id (NULL: the default).
-- Columns: indicator number, breakdown position and id, whether the level has areas, whether the period has a
-- series of this indicator at any level, series number.
SELECT i.number, b.position, b.id,
       EXISTS (SELECT 1 FROM area a WHERE a.release = ?1 AND a.level = ?3),
       EXISTS (SELECT 1 FROM series p WHERE p.release = ?1 AND p.indicator = i.number AND p.period = ?4),
       s.number
FROM (SELECT 1)
LEFT JOIN indicator i ON i.release = ?1 AND i.id = ?2
LEFT JOIN breakdown b ON b.release = ?1 AND b.indicator = i.number
                     AND (b.id = ?5 OR (?5 IS NULL AND b.position = 0))
LEFT JOIN series s ON s.release = ?1 AND s.indicator = i.number AND s.breakdown = b.position
                  AND s.level = ?3 AND s.period = ?4
