-- The signals of a release.  ?1 its number.
SELECT id, area, period, need, need_lower, need_upper, ratio, ratio_lower, ratio_upper, probability, label, reason, ladder
FROM signal WHERE release = ?1 ORDER BY id, area
