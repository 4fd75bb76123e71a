SELECT a.number, a.name FROM invitation i JOIN account a ON a.number = i.account
WHERE i.token = ?1 AND i.ends_at > ?2 AND a.is_blocked = 0
