-- What a delivery says of areas, before it goes into the tables area and border.
CREATE OR REPLACE TEMP TABLE new_area (edition INTEGER, code VARCHAR, level INTEGER, name VARCHAR, delivery INTEGER);
CREATE OR REPLACE TEMP TABLE new_border (edition INTEGER, code VARCHAR, level INTEGER, shape BLOB);
