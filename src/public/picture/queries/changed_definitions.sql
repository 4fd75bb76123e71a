-- Indicators of which a release has another definition than another release.  ?1 release, ?2 the other.
-- Columns: id.
SELECT i.id
FROM indicator i
JOIN indicator o ON o.release = ?2 AND o.id = i.id
WHERE i.release = ?1 AND i.definition <> o.definition
ORDER BY i.number
