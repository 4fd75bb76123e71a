-- ?1 release, ?2 number, ?3 hash, ?4 source, ?5 file, ?6 edition, ?7 n_rows, ?8 n_unknown (both NULL: not told)
INSERT INTO delivery VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);
