UPDATE account SET roles = ?2, is_blocked = ?3 WHERE number = ?1
