-- Whether release ?1 has indicator ?2 (id or code). Column: count
SELECT count(*) FROM indicator WHERE release = ?1 AND (id = lower(?2) OR code = upper(?2));
