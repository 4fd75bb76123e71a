-- ?1 release, ?2 weight, ?3 most_years, ?4 least_areas, ?5 least_share
INSERT INTO gap_plan VALUES (?1, ?2, ?3, ?4, ?5);
