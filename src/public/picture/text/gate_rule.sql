-- The rules that a release was judged by.  ?1 its number.
SELECT position, dutch, english FROM gate_rule WHERE release = ?1 ORDER BY position
