DELETE FROM record_area WHERE number = ?1
