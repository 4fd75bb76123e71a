INSERT INTO record_version (number, version, body, is_closed, account, person, organisation, changed_at)
SELECT number, version, body, is_closed, ?2, person, organisation, changed_at FROM record WHERE number = ?1
