-- Columns: code, name of the gemeenten of edition ?1
SELECT code, name FROM area WHERE edition = ?1 AND level = 2 ORDER BY code;
