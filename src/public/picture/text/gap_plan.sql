-- By which rules differences were worked out.  ?1 the number of the release.
SELECT weight, most_years, least_areas, least_share FROM gap_plan WHERE release = ?1
