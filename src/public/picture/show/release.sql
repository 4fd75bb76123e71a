-- The newest release. Columns: number, id, released_on, region_name, is_invented
SELECT number, id, released_on, region_name, is_invented FROM release ORDER BY number DESC LIMIT 1;
