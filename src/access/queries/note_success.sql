UPDATE account SET n_failed = 0 WHERE number = ?1
