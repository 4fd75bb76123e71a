-- ?1 release, ?2 name, ?3 website, ?4 email
INSERT INTO publisher VALUES (?1, ?2, ?3, ?4);
