-- ?1 release, ?2 code.  Columns: number, code, name, level, parent, editions, is_on_map.
SELECT number, code, name, level, parent, editions, is_on_map FROM area WHERE release = ?1 AND code = ?2
