-- The verdicts of a release.  ?1 its number.
SELECT series.indicator, series.breakdown, series.level, series.period, verdict.area, verdict.against,
       verdict.reference, verdict.difference, verdict.lower, verdict.upper, verdict.p_higher, verdict.label, verdict.reason
FROM series JOIN verdict ON verdict.series = series.number
WHERE series.release = ?1
ORDER BY series.number, verdict.area
