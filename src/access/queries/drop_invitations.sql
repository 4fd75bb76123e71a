DELETE FROM invitation WHERE account = ?1
