-- ?1 gemeente, ?2 region
INSERT INTO region_member VALUES (?1, ?2);
