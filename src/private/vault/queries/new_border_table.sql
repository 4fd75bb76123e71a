-- The borders of a delivery.
CREATE OR REPLACE TEMP TABLE new_border (code VARCHAR, level BIGINT, shape BLOB);
