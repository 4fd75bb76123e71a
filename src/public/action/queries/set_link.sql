INSERT INTO record_link (origin, target, relation, note, account, person, changed_at)
SELECT ?1, r.number, ?3, ?4, ?5, ?6, ?7 FROM record r WHERE r.number = ?2
ON CONFLICT (origin, target) DO UPDATE SET relation = ?3, note = ?4, account = ?5, person = ?6, changed_at = ?7
RETURNING origin
