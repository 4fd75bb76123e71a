-- ?1 release, ?2 area, ?3 rd, ?4 crs84
INSERT INTO border VALUES (?1, ?2, ?3, ?4);
