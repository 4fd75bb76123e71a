-- ?1 table, ?2 title, ?3 date and time
INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES (?1, 'attributes', ?2, ?3);
