-- The areas that a delivery names.
CREATE OR REPLACE TEMP TABLE new_area (code VARCHAR, level BIGINT, name VARCHAR);
