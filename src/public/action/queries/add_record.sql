INSERT INTO record (kind, version, title, body, is_closed, person, organisation, changed_at)
VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING number
