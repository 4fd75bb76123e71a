-- ?1 table, ?2 column, ?3 title
INSERT INTO gpkg_data_columns (table_name, column_name, title) VALUES (?1, ?2, ?3);
