UPDATE record SET version = version + 1, title = ?3, body = ?4, is_closed = ?5, person = ?6, organisation = ?7, changed_at = ?8
WHERE number = ?1 AND version = ?2 AND kind = ?9 RETURNING version
