-- Make room after a load.
DROP VIEW IF EXISTS staging; DROP TABLE IF EXISTS staged;
DROP TABLE IF EXISTS marked; DROP TABLE IF EXISTS name_code; DROP TABLE IF EXISTS typed;
DROP TABLE IF EXISTS new_area; DROP TABLE IF EXISTS new_border;
