-- The delivery with hash ?1 and layer ?2. Columns: source, period, edition
SELECT source, period, edition FROM delivery WHERE hash = ?1 AND layer = ?2;
