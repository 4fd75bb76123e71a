-- By which rules differences were worked out.  ?1 release.  Columns: weight, most_years, least_areas, least_share.
SELECT weight, most_years, least_areas, least_share FROM gap_plan WHERE release = ?1
