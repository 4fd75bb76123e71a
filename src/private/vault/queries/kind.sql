-- What kind of vault this is. Columns: version, is_invented
SELECT version, is_invented FROM vault;
