-- ?1 number, ?2 release, ?3 indicator, ?4 breakdown, ?5 level, ?6 period
INSERT INTO series VALUES (?1, ?2, ?3, ?4, ?5, ?6);
