-- ?1 release, ?2 indicator, ?3 kind, ?4 breakdown, ?5 level, ?6 area, ?7 from_period, ?8 to_period, ?9 n_periods,
-- ?10 absolute, ?11 lower, ?12 upper, ?13 relative, ?14 relative_lower, ?15 relative_upper, ?16 movement, ?17 reason
INSERT INTO gap_change VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17);
