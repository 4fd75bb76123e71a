INSERT INTO record_area (number, area) VALUES (?1, ?2) ON CONFLICT DO NOTHING
