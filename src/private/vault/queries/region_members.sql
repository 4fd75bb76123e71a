-- The gemeenten of the region. Column: code
SELECT DISTINCT gemeente FROM region_member ORDER BY gemeente;
