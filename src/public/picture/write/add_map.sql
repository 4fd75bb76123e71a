-- ?1 release, ?2 level, ?3 edition, ?4 topojson
INSERT INTO map VALUES (?1, ?2, ?3, ?4);
