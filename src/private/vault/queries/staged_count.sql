-- Column: rows in staging
SELECT count(*) FROM staging;
