-- All releases, the oldest first.  Columns: number, id.
SELECT number, id FROM release ORDER BY number
