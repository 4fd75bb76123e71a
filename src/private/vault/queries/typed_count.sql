-- Column: rows in typed
SELECT count(*) FROM typed;
