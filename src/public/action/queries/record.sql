SELECT number, kind, version, title, body, is_closed, person, organisation, changed_at FROM record WHERE number = ?1 AND kind = ?2
