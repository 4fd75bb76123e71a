-- A row that repeats another's area, period, age and sex. Columns: row
SELECT row FROM (SELECT row, row_number() OVER (PARTITION BY area, period, stratum ORDER BY row) AS nth
                 FROM marked WHERE is_kept AND period IS NOT NULL AND age IS NOT NULL AND sex IS NOT NULL AND area <> '')
WHERE nth > 1 ORDER BY row LIMIT 1;
