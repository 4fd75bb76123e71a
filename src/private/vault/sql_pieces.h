/* private/vault/sql_pieces.h - pieces that statements share: names, literals, cells, areas.
 *
 * Each adds to sql; memory that ran out is seen in sql->failed.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_VAULT_SQL_PIECES_H
#define WKS_PRIVATE_VAULT_SQL_PIECES_H

#include "base/text.h"
#include "model/catalogue.h"

/* A text as an SQL literal. */
void wks_sql_literal(wks_buffer *sql, const char *text);
/* A name between double quotes: Parquet's own columns, columns of a form. */
void wks_sql_name(wks_buffer *sql, const char *name);

/* A path so that the engine takes *, ? and [ in it for themselves. */
void wks_sql_path_pattern(wks_buffer *out, const char *path);
/* The path of a file that is read, as a literal. */
void wks_sql_path(wks_buffer *sql, const char *path);

/* Staged cell c<column> without the padding of StatLine exports. */
void wks_sql_cell(wks_buffer *sql, int column);
/* A cell with a decimal comma as one with a point.  A point changes too, so that 1.234 is refused
 * and not read as a little over one; a text without digits is a mark, and stays. */
void wks_sql_comma_cell(wks_buffer *sql, int column);
/* An expression of text as a number; NULL for what only the engine takes for one: nan, inf, 1_000.
 */
void wks_sql_number(wks_buffer *sql, const char *text);

/* An expression of text as an area code: in capitals, with one name for the country; of a source
 * that has only the digits, 5 as GM0005.  SPSS and Excel write 5 as 5.0. */
void wks_sql_area_code(wks_buffer *sql, const wks_source *source, const char *text);
/* Staged cell c<column> as an area code, or as the name it is where the source has names. */
void wks_sql_area(wks_buffer *sql, const wks_source *source, int column);
/* The area of a record at a level, by its code; the region by the members of the workspace. */
void wks_sql_area_at(wks_buffer *sql, const wks_source *source, wks_level level);

/* Name of the table that holds a source's records: letters, digits and _ only. */
void wks_sql_records_table(wks_buffer *sql, const wks_source *source);

/* The first column of this type in the form of a source; -1 for none. */
int wks_sql_column_of(const wks_source *source, wks_column_type type);

#endif
