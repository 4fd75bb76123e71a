DELETE FROM session WHERE seen_at <= ?1 OR made_at <= ?2
