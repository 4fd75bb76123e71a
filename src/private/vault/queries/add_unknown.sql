-- ?1 delivery, ?2 area, ?3 n_rows
INSERT INTO unknown_area VALUES (?1, ?2, ?3);
