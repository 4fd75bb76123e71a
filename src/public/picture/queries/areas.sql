-- ?1 release.  Columns: code, name, level, parent, editions, is_on_map.
SELECT code, name, level, parent, editions, is_on_map FROM area WHERE release = ?1 ORDER BY number
