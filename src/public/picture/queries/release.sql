-- One release.  ?1 its number.  Columns: id, released_on, is_invented, region_code, region_name.
SELECT id, released_on, is_invented, region_code, region_name FROM release WHERE number = ?1
