-- Indicators of release ?1. Column: ids, comma between
SELECT group_concat(id, ', ') FROM (SELECT id FROM indicator WHERE release = ?1 ORDER BY number);
