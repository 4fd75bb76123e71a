-- The different names in marked. Column: area
SELECT DISTINCT area FROM marked WHERE is_kept AND area <> '' ORDER BY area;
