-- The columns of the Parquet file ?1. Column: name
SELECT name FROM parquet_schema(?1) WHERE num_children IS NULL OR num_children = 0;
