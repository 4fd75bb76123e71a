-- ?1 release, ?2 position, ?3 dutch, ?4 english
INSERT INTO gate_rule VALUES (?1, ?2, ?3, ?4);
