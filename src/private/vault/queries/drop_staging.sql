-- Make room after a load.
DROP TABLE IF EXISTS staging; DROP TABLE IF EXISTS marked; DROP TABLE IF EXISTS name_code;
