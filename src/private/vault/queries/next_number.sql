-- Column: the number of a new delivery
SELECT coalesce(max(number), 0) + 1 FROM delivery;
