-- Columns: rows kept, rows left out, rows for the rest of the country
SELECT count(*) FILTER (WHERE is_kept AND period IS NOT NULL AND age IS NOT NULL AND sex IS NOT NULL),
       count(*) FILTER (WHERE NOT (is_kept AND age IS NOT NULL AND sex IS NOT NULL)),
       count(*) FILTER (WHERE is_kept AND area = ''),
       count(*) FILTER (WHERE is_kept AND age IS NOT NULL AND sex IS NOT NULL AND period IS NULL),
       min(row) FILTER (WHERE is_kept AND age IS NOT NULL AND sex IS NOT NULL AND period IS NULL)
FROM marked;
