-- Column: the highest number of a series
SELECT coalesce(max(number), 0) FROM series;
