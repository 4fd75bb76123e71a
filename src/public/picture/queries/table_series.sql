-- The series of one indicator, in the order in which a table shows them.  ?1 release, ?2 indicator number.
-- Columns: number, breakdown id, its Dutch name, level, period.
SELECT s.number, b.id, b.dutch, s.level, s.period
FROM series s
JOIN breakdown b ON b.release = s.release AND b.indicator = s.indicator AND b.position = s.breakdown
WHERE s.release = ?1 AND s.indicator = ?2
ORDER BY s.breakdown, instr('land regio gemeente wijk buurt', s.level), s.period
