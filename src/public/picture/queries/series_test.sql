-- How a series was compared; no row: it is of before there were verdicts.  ?1 release, ?2 series.
-- Columns as in verdict_json.h: rule, against, n_tested, n_flagged, expected_by_chance, reason, note.
SELECT t.rule, t.against, t.n_tested, t.n_flagged, t.expected_by_chance, t.reason, t.note
FROM series_test t
JOIN series s ON s.number = t.series AND s.release = ?1
WHERE t.series = ?2
