-- What the verifier signed of a release.  ?1 its number.  Columns: statement, signature, key.
SELECT statement, signature, key FROM seal WHERE release = ?1
