-- Whether release ?1 has area ?2. Column: count
SELECT count(*) FROM area WHERE release = ?1 AND code = upper(?2);
