DELETE FROM record_link WHERE origin = ?1 AND target = ?2 RETURNING origin
