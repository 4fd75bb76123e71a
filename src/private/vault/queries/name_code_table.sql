-- Names of a delivery with the code that each stands for.
CREATE OR REPLACE TEMP TABLE name_code (name VARCHAR, code VARCHAR);
