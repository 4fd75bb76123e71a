-- All deliveries. Columns: as struct wks_delivery
SELECT number, hash, source, file, format, period, edition, n_rows, n_skipped, n_rest, n_unknown
FROM delivery ORDER BY number;
