-- The delivery with hash ?1. Columns: number, file
SELECT number, file FROM delivery WHERE hash = ?1;
