-- The newest release.  Columns: number, id.
SELECT number, id FROM release ORDER BY number DESC LIMIT 1
