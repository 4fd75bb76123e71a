-- The areas of a release.  ?1 its number.
SELECT number, code, level, name, parent, editions, is_on_map FROM area WHERE release = ?1 ORDER BY number
