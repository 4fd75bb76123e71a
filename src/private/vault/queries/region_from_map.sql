-- The members of region ?1 by the newest mapping that names it.
INSERT INTO region_member SELECT gemeente, region FROM region_map
WHERE region = ?1 AND delivery = (SELECT max(delivery) FROM region_map WHERE region = ?1);
