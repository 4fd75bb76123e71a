-- The newest edition with borders of level ?1. Column: edition
SELECT edition FROM border WHERE level = ?1 ORDER BY edition DESC LIMIT 1;
