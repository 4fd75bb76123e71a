INSERT INTO session (token, account, made_at, seen_at) VALUES (?1, ?2, ?3, ?3)
