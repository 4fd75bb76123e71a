-- ?1 name, ?2 code
INSERT INTO name_code VALUES (?1, ?2);
