-- A release and all before it, newest first, with what was signed of them.  ?1 release.
-- Columns: number, id, released_on, statement (NULL: not sealed), first 16 digits of the key.
SELECT r.number, r.id, r.released_on, s.statement, substr(s.key, 1, 16)
FROM release r
LEFT JOIN seal s ON s.release = r.number
WHERE r.number <= ?1
ORDER BY r.number DESC
