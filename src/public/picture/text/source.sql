-- The sources of a release.  ?1 its number.
SELECT id, name, owner, licence, website, note, is_public, is_modelled FROM source WHERE release = ?1 ORDER BY id
