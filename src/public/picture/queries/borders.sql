-- ?1 release, ?2 level.  Columns: code, name, parent, edition of the map, rd, crs84; by code.
SELECT area.code, area.name, area.parent, map.edition, border.rd, border.crs84
FROM border
JOIN area ON area.release = border.release AND area.number = border.area
JOIN map ON map.release = border.release AND map.level = area.level
WHERE border.release = ?1 AND area.level = ?2
ORDER BY area.number
