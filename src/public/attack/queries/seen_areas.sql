-- What lies in what.  ?1 release.  Columns: code, code of the area above it.
SELECT code, parent FROM area WHERE release = ?1 ORDER BY number
