/* model/yaml.h - a YAML text, checked by a schema, into structs in an arena.
 *
 * The one place that calls libcyaml: its allocations go to the arena and its log becomes one line
 * that names the file, the line and the key.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MODEL_YAML_H
#define WKS_MODEL_YAML_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct cyaml_schema_value;

/* Read text by schema, whose top is a pointer to a mapping; *out gets that pointer.  name is what a
 * message calls the text.  Keys that the schema does not have, keys given twice and text that is
 * not UTF-8 are refused. Errors: WKS_E_FORMAT  "name, line 3: unknown key 'foo'", and the like
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_yaml_read(const char *name, wks_span text,
                                      const struct cyaml_schema_value *schema, wks_arena *arena,
                                      void *out, wks_error *err);

/* Numbers are read from YAML as text, because libcyaml takes "12x" for 12.  With text NULL (the key
 * is not there) *has is false, or *out stays as it was.
 * Errors: WKS_E_FORMAT  with name and key. */
WKS_MUST_CHECK wks_code wks_yaml_number(const char *name, const char *key, const char *text,
                                        bool *has, double *out, wks_error *err);
WKS_MUST_CHECK wks_code wks_yaml_integer(const char *name, const char *key, const char *text,
                                         int *out, wks_error *err);

/* The line, from 1, that gives this key, of those from line `from` on; `otherwise` when none does.
 * Of keys in braces only the first of a line is seen. */
size_t wks_yaml_line(wks_span text, const char *key, size_t from, size_t otherwise);

#endif
