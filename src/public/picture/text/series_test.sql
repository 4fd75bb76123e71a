-- How the series of a release were compared.  ?1 its number.
SELECT series.indicator, series.breakdown, series.level, series.period, series_test.against, series_test.rule,
       series_test.n_tested, series_test.n_flagged, series_test.expected_by_chance, series_test.reason, series_test.note
FROM series JOIN series_test ON series_test.series = series.number
WHERE series.release = ?1
ORDER BY series.number
