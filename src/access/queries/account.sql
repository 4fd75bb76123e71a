SELECT number, name, person, organisation, roles, is_blocked, passphrase, n_failed, failed_at FROM account WHERE name = ?1
