-- ?1 series, ?2 against, ?3 rule, ?4 n_tested, ?5 n_flagged, ?6 expected_by_chance, ?7 reason, ?8 note
INSERT INTO series_test VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);
