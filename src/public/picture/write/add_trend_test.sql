-- ?1 release, ?2 indicator, ?3 breakdown, ?4 level, ?5 n_tested, ?6 n_moving, ?7 reason
INSERT INTO trend_test VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);
