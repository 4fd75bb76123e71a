-- ?1 release, ?2 position, ?3 id, ?4 dutch, ?5 english
INSERT INTO theme VALUES (?1, ?2, ?3, ?4, ?5);
