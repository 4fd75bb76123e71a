-- Put the borders of new_border in edition ?1; a later delivery replaces an earlier one.
INSERT OR REPLACE INTO border SELECT ?1, code, level, shape FROM new_border ORDER BY code;
