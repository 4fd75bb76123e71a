-- ?1 release, ?2 indicator, ?3 level, ?4 position, ?5 bound
INSERT INTO class_bound VALUES (?1, ?2, ?3, ?4, ?5);
