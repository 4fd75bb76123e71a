-- The levels that can be chosen in map and table, from coarse to fine.  ?1 release.
-- Columns: level, number of areas, edition of the map (or the newest), whether there is a map.
SELECT a.level, count(*), coalesce(m.edition, CAST(max(substr(a.editions, -4)) AS INTEGER)), m.level IS NOT NULL
FROM area a
LEFT JOIN map m ON m.release = a.release AND m.level = a.level
WHERE a.release = ?1 AND a.level IN ('gemeente', 'wijk', 'buurt')
GROUP BY a.level
ORDER BY instr('gemeente wijk buurt', a.level)
