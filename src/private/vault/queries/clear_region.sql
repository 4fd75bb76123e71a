-- Forget the members of the region.
DELETE FROM region_member;
