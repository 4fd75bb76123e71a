-- How many deliveries source ?1 has. Column: n
SELECT count(*) FROM delivery WHERE source = ?1;
