UPDATE account SET n_failed = n_failed + 1, failed_at = ?2 WHERE number = ?1
