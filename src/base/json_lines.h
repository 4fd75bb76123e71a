/* base/json_lines.h - JSON as people read it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_JSON_LINES_H
#define WKS_BASE_JSON_LINES_H

#include "base/text.h"

/* An object that base/json wrote, as lines: a member a line, a row of a list a line of its own;
 * numbers with fractions in four digits.  Every line but the first starts with `indent` spaces.
 * What is no JSON object comes out as it is. */
void wks_json_lines(const char *json, int indent, wks_buffer *out);

#endif
