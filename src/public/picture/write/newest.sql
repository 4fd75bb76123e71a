-- The newest release. Columns: number, id, inputs
SELECT number, id, inputs FROM release ORDER BY number DESC LIMIT 1;
