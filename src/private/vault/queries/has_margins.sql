-- Whether source ?1 gave limits of intervals beside its values. Column: count
SELECT count(*) FROM figure WHERE source = ?1 AND replaced IS NULL AND ends_with(measure, '#lower');
