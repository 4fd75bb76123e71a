/* model/template.h - a delivery form as files for the party that fills it in.
 *
 * In: a source of records.  Out: CSV with semicolons, as a Dutch spreadsheet opens it: the header
 * line of a delivery, or the data dictionary that explains its columns.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MODEL_TEMPLATE_H
#define WKS_MODEL_TEMPLATE_H

#include "base/error.h"
#include "base/text.h"
#include "model/catalogue.h"

typedef enum wks_template_part {
    WKS_TEMPLATE_HEADER,    /* one line: the names of the columns */
    WKS_TEMPLATE_DICTIONARY /* a line a column: name, type, needed, allowed, unit, explanation,
                               example; in the language of the program */
} wks_template_part;

/* Add a part to out.  form is a source with columns (wks_catalogue_form).
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_template_write(const wks_source *form, wks_template_part part,
                                           wks_buffer *out, wks_error *err);

#endif
