-- ?1 release, ?2 indicator, ?3 position, ?4 id, ?5 dutch, ?6 english
INSERT INTO breakdown VALUES (?1, ?2, ?3, ?4, ?5, ?6);
