-- What the gate decided per table: an indicator at a level in a period, all its breakdowns together.  What is hidden
-- is one number, whatever hid it.  A series without any number belongs with its source: public or not.
-- ?1 release.  Columns: indicator id, level, period; of what was asked: shown, hidden, refused, empty at the source;
-- of the figures of owners: shown, empty at the source.
WITH judged AS (
    SELECT s.indicator, s.level, s.period, max(v.delivery) AS delivery,
           sum(v.decision = 'allowed') AS allowed, sum(v.decision = 'hidden') AS hidden,
           sum(v.decision = 'refused') AS refused, sum(v.decision = 'public') AS public,
           sum(v.decision = 'none') AS empty
    FROM series s
    JOIN value v ON v.series = s.number
    WHERE s.release = ?1
    GROUP BY s.number
), sided AS (
    SELECT j.*, i.number, i.id,
           j.allowed + j.hidden + j.refused = 0 AND (j.public > 0 OR coalesce(o.is_public, 0)) AS is_public
    FROM judged j
    JOIN indicator i ON i.release = ?1 AND i.number = j.indicator
    LEFT JOIN delivery d ON d.release = ?1 AND d.number = j.delivery
    LEFT JOIN source o ON o.release = ?1 AND o.id = coalesce(d.source, i.source)
)
SELECT id, level, period, sum(allowed), sum(hidden), sum(refused), sum(iif(is_public, 0, empty)),
       sum(public), sum(iif(is_public, empty, 0))
FROM sided
GROUP BY number, level, period
ORDER BY number, instr('land regio gemeente wijk buurt', level), period
