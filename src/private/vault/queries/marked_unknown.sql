-- Areas of marked that edition ?1 does not know. Columns: area, rows
SELECT area, count(*) FROM marked
WHERE is_kept AND area <> '' AND area NOT IN (SELECT code FROM area WHERE edition = ?1)
GROUP BY area ORDER BY area;
