SELECT kind FROM record WHERE number = ?1
