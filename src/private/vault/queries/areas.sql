-- All areas of all editions. Columns: edition, code, level, name
SELECT edition, code, level, name FROM area ORDER BY edition, code;
