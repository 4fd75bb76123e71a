-- The files that source ?1 delivered. Column: hash, SHA-256 of each
SELECT hash FROM delivery WHERE source = ?1 ORDER BY number;
