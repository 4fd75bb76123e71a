-- ?1 release.  Columns: name, website, email.
SELECT name, website, email FROM publisher WHERE release = ?1
