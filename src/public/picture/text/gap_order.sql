-- By what areas were ordered.  ?1 the number of the release.
SELECT level, indicator, dutch, english, least_dutch, least_english, most_dutch, most_english
FROM gap_order WHERE release = ?1 ORDER BY level
