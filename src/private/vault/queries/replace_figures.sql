-- The numbers of older deliveries of source ?2 that delivery ?1 holds too give way to it.
UPDATE figure SET replaced = ?1
WHERE source = ?2 AND delivery < ?1 AND replaced IS NULL AND (area, period, age, sex, measure) IN
      (SELECT (area, period, age, sex, measure) FROM figure WHERE delivery = ?1);
