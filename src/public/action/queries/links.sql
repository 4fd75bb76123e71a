-- Of one record, or of all where ?1 is NULL.
SELECT l.origin, l.target, l.relation, l.note, o.kind, o.title, t.kind, t.title FROM record_link l
JOIN record o ON o.number = l.origin JOIN record t ON t.number = l.target
WHERE ?1 IS NULL OR l.origin = ?1 OR l.target = ?1
ORDER BY l.origin, l.target
