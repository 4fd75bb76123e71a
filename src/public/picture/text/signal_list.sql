-- The lists of signals of a release.  ?1 its number.
SELECT id, position, dutch, english, need, need_breakdown, use, use_breakdown, level, period, model, is_label, note,
       sensitivity
FROM signal_list WHERE release = ?1 ORDER BY id
