-- ?1 release, ?2 indicator, ?3 period, ?4 dutch, ?5 english
INSERT INTO break VALUES (?1, ?2, ?3, ?4, ?5);
