-- The first name of an area that its edition does not know yet; the last shape.
INSERT OR IGNORE INTO area SELECT edition, code, level, name, delivery
FROM (SELECT *, rowid AS nth, row_number() OVER (PARTITION BY edition, code ORDER BY rowid) AS place FROM new_area)
WHERE place = 1 ORDER BY nth;
INSERT OR REPLACE INTO border SELECT edition, code, level, shape
FROM (SELECT *, rowid AS nth, row_number() OVER (PARTITION BY edition, code ORDER BY rowid DESC) AS place FROM new_border)
WHERE place = 1 ORDER BY nth;
DROP TABLE new_area; DROP TABLE new_border;
