-- ?1 number, ?2 sentence
INSERT INTO toelichting VALUES (?1, ?2);
