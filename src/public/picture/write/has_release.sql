-- Whether there is a release with id ?1. Column: number
SELECT number FROM release WHERE id = ?1;
