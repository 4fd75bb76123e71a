-- Say what kind of vault this is. ?1 version, ?2 is_invented
INSERT INTO vault VALUES (?1, ?2);
