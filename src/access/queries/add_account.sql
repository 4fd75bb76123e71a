INSERT INTO account (name, person, organisation, roles, made_at) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (name) DO NOTHING RETURNING number
