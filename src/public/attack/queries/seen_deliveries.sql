-- How many rows were delivered of what is not public, those of areas that are not known left out.  ?1 release.
-- Columns: delivery number, rows.
SELECT d.number, d.n_rows - d.n_unknown
FROM delivery d
JOIN source o ON o.release = d.release AND o.id = d.source
WHERE d.release = ?1 AND o.is_public = 0
ORDER BY d.number
