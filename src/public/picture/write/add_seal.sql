-- What the verifier signed of a release.  ?1 release, ?2 statement, ?3 signature, ?4 key.
INSERT INTO seal (release, statement, signature, key) VALUES (?1, ?2, ?3, ?4)
