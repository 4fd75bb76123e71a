-- ?1 number, ?2 id, ?3 released_on, ?4 is_invented, ?5 region_code, ?6 region_name, ?7 inputs
INSERT INTO release (number, id, released_on, is_invented, region_code, region_name, inputs) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);
