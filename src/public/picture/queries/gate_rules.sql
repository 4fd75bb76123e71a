-- The rules that the gate judged a release by.  ?1 release.  Columns: dutch, english.
SELECT dutch, english FROM gate_rule WHERE release = ?1 ORDER BY position
