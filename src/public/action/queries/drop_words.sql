DELETE FROM record_word WHERE rowid = ?1
