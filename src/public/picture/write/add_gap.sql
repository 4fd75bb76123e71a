-- ?1 release, ?2 indicator, ?3 kind, ?4 breakdown, ?5 level, ?6 area, ?7 period, ?8 order_period, ?9 weight_period,
-- ?10 n_areas, ?11 n_all, ?12 share, ?13 first, ?14 last, ?15 absolute, ?16 lower, ?17 upper, ?18 relative,
-- ?19 relative_lower, ?20 relative_upper, ?21 reason, ?22 relative_reason, ?23 is_modelled
INSERT INTO gap VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
                        ?23);
