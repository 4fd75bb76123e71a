-- An area of edition ?1, unless it is known: ?2 code, ?3 level, ?4 name, ?5 delivery
INSERT OR IGNORE INTO area VALUES (?1, ?2, ?3, ?4, ?5);
