-- The loaded edition nearest to ?1, the later of two; with ?2 = 1 only those that have gemeenten. Column: edition
SELECT edition FROM area WHERE ?2 = 0 OR level = 2 GROUP BY edition ORDER BY abs(edition - ?1), edition DESC LIMIT 1;
