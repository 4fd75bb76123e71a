-- The areas that marked defines, first name of each. Columns: area, name, first row
SELECT area, arg_min(name, row), min(row) FROM marked WHERE is_kept AND area <> '' GROUP BY area ORDER BY area;
