-- The class bounds of a release.  ?1 its number.
SELECT indicator, level, position, bound FROM class_bound WHERE release = ?1 ORDER BY indicator, level, position
