/* base/json.h - writing JSON, straight into a buffer.
 *
 * Rendering is most of what the server and `--json` do, so it goes without a tree: begin, members,
 * end.  Commas are placed by the writer.  Reading JSON is done with Jansson where it is needed.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_JSON_H
#define WKS_BASE_JSON_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    WKS_JSON_DEPTH = 16
};

typedef struct wks_json {
    wks_buffer *out;
    int depth;
    bool has_member[WKS_JSON_DEPTH]; /* per depth: a comma is due before the next */
    bool is_after_key;
} wks_json;

void wks_json_init(wks_json *json, wks_buffer *out);
void wks_json_open_object(wks_json *json);
void wks_json_close_object(wks_json *json);
void wks_json_open_array(wks_json *json);
void wks_json_close_array(wks_json *json);
void wks_json_key(wks_json *json, const char *key);
void wks_json_text(wks_json *json, const char *text); /* NULL gives null; UTF-8 expected */
void wks_json_number(wks_json *json, double value);   /* NAN gives null */
void wks_json_integer(wks_json *json, int64_t value);
void wks_json_bool(wks_json *json, bool value);
void wks_json_raw(wks_json *json, const char *json_text); /* already JSON */

/* Key and value in one call. */
void wks_json_member_text(wks_json *json, const char *key, const char *text);
void wks_json_member_number(wks_json *json, const char *key, double value);
void wks_json_member_integer(wks_json *json, const char *key, int64_t value);
void wks_json_member_bool(wks_json *json, const char *key, bool value);

#endif
