-- Who answers for a release.  ?1 its number.
SELECT name, website, email FROM publisher WHERE release = ?1
