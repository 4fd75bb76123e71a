-- Codes of release ?1: ?2 one area, ?3 all of a level; NULL fits anything.  Column: code.
SELECT code FROM area
WHERE release = ?1 AND (?2 IS NULL OR code = upper(?2)) AND (?3 IS NULL OR level = ?3)
  AND level IN ('gemeente', 'wijk', 'buurt')
ORDER BY number
