-- ?1 edition, ?2 code, ?3 level, ?4 shape
INSERT OR REPLACE INTO border VALUES (?1, ?2, ?3, ?4);
