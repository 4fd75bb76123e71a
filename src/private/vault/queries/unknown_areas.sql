-- Areas that the edition of their delivery does not know. Columns: file, area, rows
SELECT d.file, u.area, u.n_rows FROM unknown_area u JOIN delivery d ON d.number = u.delivery ORDER BY d.number, u.area;
