-- ?1 kind, ?2 area or NULL, ?3 words of a search or NULL
SELECT r.number, r.kind, r.version, r.title, r.body, r.is_closed, r.person, r.organisation, r.changed_at FROM record r
WHERE r.kind = ?1
    AND (?2 IS NULL OR EXISTS (SELECT 1 FROM record_area a WHERE a.number = r.number AND a.area = ?2))
    AND (?3 IS NULL OR r.number IN (SELECT rowid FROM record_word WHERE record_word MATCH ?3))
ORDER BY r.is_closed, r.title COLLATE NOCASE, r.number
