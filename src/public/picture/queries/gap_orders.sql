-- By what areas are ordered.  ?1 release.  Columns: level, indicator, dutch, english, least_dutch, least_english,
-- most_dutch, most_english.
SELECT level, indicator, dutch, english, least_dutch, least_english, most_dutch, most_english
FROM gap_order WHERE release = ?1 ORDER BY level DESC
