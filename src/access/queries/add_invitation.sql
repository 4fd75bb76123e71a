INSERT INTO invitation (token, account, ends_at) VALUES (?1, ?2, ?3)
