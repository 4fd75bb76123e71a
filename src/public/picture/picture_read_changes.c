/* What a release shows otherwise than the one before it.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/json.h"
#include "public/picture/picture_query.h"
#include "public/picture/picture_read.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* A release and the one before it; 0: there is none. */
typedef struct pair {
    int64_t release;
    int64_t before;
} pair;

/* Finds both, and writes "uitgave" to "vorigeDatum". */
static wks_code write_pair(wks_picture *picture, int64_t newest, const char *id, wks_json *json,
                           pair *out, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_RELEASES, newest);
    bool has_row = true;
    *out = (pair){0};
    while (has_row && out->before == 0) {
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        if (out->release != 0) {
            out->before = wks_query_integer(row, 0);
            wks_json_member_text(json, "vorige", wks_query_text(row, 1));
            wks_json_member_text(json, "vorigeDatum", wks_query_text(row, 2));
        } else if (strcmp(wks_query_text(row, 1), id) == 0) {
            out->release = wks_query_integer(row, 0);
            wks_json_member_text(json, "uitgave", id);
            wks_json_member_text(json, "datum", wks_query_text(row, 2));
        }
    }
    if (has_row) {
        wks_query_reset(row);
    }
    if (out->release != 0 && out->before == 0) {
        wks_json_member_text(json, "vorige", NULL);
        wks_json_member_text(json, "vorigeDatum", NULL);
    }
    return out->release != 0 ? WKS_OK
                             : wks_fail(err, WKS_E_NOT_FOUND,
                                        "Er is geen uitgave '%s'; zie /api/v1/privacypoort.", id);
}

static wks_code write_definitions(wks_picture *picture, const pair *of, wks_json *json,
                                  wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_CHANGED_DEFINITIONS, of->release);
    wks_query_bind_integer(row, 2, of->before);
    wks_json_key(json, "definities");
    wks_json_open_array(json);
    while (true) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        wks_json_text(json, wks_query_text(row, 0));
    }
    wks_json_close_array(json);
    return WKS_OK;
}

static wks_code write_changes(wks_picture *picture, const pair *of, wks_json *json, wks_error *err)
{
    static const char *const keys[] = {"nieuw", "gewijzigd", "verschenen", "verdwenen"};
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_CHANGES, of->release);
    wks_query_bind_integer(row, 2, of->before);
    wks_json_key(json, "wijzigingen");
    wks_json_open_array(json);
    while (true) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        wks_json_open_object(json);
        wks_json_member_text(json, "indicator", wks_query_text(row, 0));
        wks_json_member_text(json, "niveau", wks_query_text(row, 1));
        wks_json_member_text(json, "periode", wks_query_text(row, 2));
        for (int i = 0; i < 4; i++) {
            wks_json_member_integer(json, keys[i], wks_query_integer(row, 3 + i));
        }
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
    return WKS_OK;
}

wks_code wks_picture_read_changes(wks_picture *picture, int64_t release, const char *id,
                                  wks_buffer *out, wks_error *err)
{
    wks_json json;
    pair of;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    WKS_TRY(write_pair(picture, release, id, &json, &of, err));
    WKS_TRY(write_definitions(picture, &of, &json, err));
    WKS_TRY(write_changes(picture, &of, &json, err));
    wks_json_close_object(&json);
    return wks_buffer_check(out, err);
}
