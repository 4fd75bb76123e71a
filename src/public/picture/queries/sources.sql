-- ?1 release.  Columns: id, name, owner, licence, website, is_public, note.
SELECT id, name, owner, licence, website, is_public, note FROM source WHERE release = ?1 ORDER BY id
