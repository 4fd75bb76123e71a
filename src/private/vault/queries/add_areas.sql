-- Make the areas of new_area known in edition ?1 by delivery ?2; a name that was only a code gives way.
INSERT INTO area SELECT ?1, code, level, name, ?2 FROM new_area
ON CONFLICT DO UPDATE SET name = CASE WHEN area.name = area.code THEN excluded.name ELSE area.name END;
