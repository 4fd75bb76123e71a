-- ?1 table, ?2 title, ?3 description, ?4 date and time, ?5 west, ?6 south, ?7 east, ?8 north (RD New)
INSERT INTO gpkg_contents VALUES (?1, 'features', ?2, ?3, ?4, ?5, ?6, ?7, ?8, 28992);
