SELECT a.number, a.name, a.person, a.organisation, a.roles, s.seen_at FROM session s JOIN account a ON a.number = s.account
WHERE s.token = ?1 AND a.is_blocked = 0 AND s.seen_at > ?2 AND s.made_at > ?3
