-- The loaded edition nearest to ?1, the later of two. Columns: edition
SELECT edition FROM area GROUP BY edition ORDER BY abs(edition - ?1), edition DESC LIMIT 1;
