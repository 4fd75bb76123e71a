INSERT INTO record_word (rowid, title, words) VALUES (?1, ?2, ?3)
