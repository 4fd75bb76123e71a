-- Which series an indicator has.  ?1 release, ?2 its id.  Columns: level, breakdown, periods with a space between.
SELECT level, id, group_concat(period, ' ')
FROM (SELECT s.level, b.id, s.breakdown, s.period
      FROM series s
      JOIN indicator i ON i.release = s.release AND i.number = s.indicator
      JOIN breakdown b ON b.release = s.release AND b.indicator = s.indicator AND b.position = s.breakdown
      WHERE s.release = ?1 AND i.id = ?2
      ORDER BY s.level, s.breakdown, s.period)
GROUP BY level, breakdown
ORDER BY level, breakdown
