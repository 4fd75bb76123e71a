UPDATE account SET passphrase = ?2, n_failed = 0 WHERE number = ?1
