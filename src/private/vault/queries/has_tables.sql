-- How many tables the file has: none when the program that made it was stopped at once.
SELECT count(*) FROM duckdb_tables() WHERE NOT temporary;
