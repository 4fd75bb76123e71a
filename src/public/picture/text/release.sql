-- What a release says, for its signature: the release itself.  ?1 its number.
SELECT id, released_on, is_invented, region_code, region_name, inputs FROM release WHERE number = ?1
