-- ?1 release, ?2 level, ?3 indicator, ?4 dutch, ?5 english, ?6 least_dutch, ?7 least_english, ?8 most_dutch, ?9 most_english
INSERT INTO gap_order VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);
