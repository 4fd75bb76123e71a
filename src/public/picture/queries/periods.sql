-- The periods of an indicator per level, from coarse to fine.  ?1 release, ?2 indicator.  Columns: level, period.
SELECT DISTINCT level, period FROM series WHERE release = ?1 AND indicator = ?2
ORDER BY instr('land regio gemeente wijk buurt', level), period
