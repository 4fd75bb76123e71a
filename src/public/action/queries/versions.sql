SELECT version, body, is_closed, person, organisation, changed_at FROM record_version WHERE number = ?1 ORDER BY version
