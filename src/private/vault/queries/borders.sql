-- Borders of edition ?1 and level ?2. Columns: code, shape
SELECT code, shape FROM border WHERE edition = ?1 AND level = ?2 ORDER BY code;
