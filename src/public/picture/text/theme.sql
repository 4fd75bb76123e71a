-- The themes of a release.  ?1 its number.
SELECT position, id, dutch, english FROM theme WHERE release = ?1 ORDER BY position
