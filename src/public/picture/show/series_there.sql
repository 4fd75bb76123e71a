-- Levels and periods that release ?1 has of indicator ?2. Column: "wijk: 2020 2022; gemeente: ..."
SELECT group_concat(level || ': ' || periods, '; ')
FROM (SELECT level, group_concat(period, ' ') AS periods
      FROM (SELECT DISTINCT s.level, s.period FROM series s
            JOIN indicator i ON i.release = s.release AND i.number = s.indicator
            WHERE s.release = ?1 AND (i.id = lower(?2) OR i.code = upper(?2)) ORDER BY s.level, s.period)
      GROUP BY level);
