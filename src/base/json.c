/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

void wks_json_init(wks_json *json, wks_buffer *out)
{
    *json = (wks_json){.out = out};
}

static void before_value(wks_json *json)
{
    if (json->is_after_key) {
        json->is_after_key = false;
        return;
    }
    if (json->has_member[json->depth]) {
        wks_buffer_put(json->out, ",", 1);
    }
    json->has_member[json->depth] = true;
}

static void open_with(wks_json *json, const char *mark)
{
    before_value(json);
    wks_buffer_put(json->out, mark, 1);
    json->depth++;
    assert(json->depth < WKS_JSON_DEPTH);
    json->has_member[json->depth] = false;
}

static void close_with(wks_json *json, const char *mark)
{
    assert(json->depth > 0);
    json->depth--;
    wks_buffer_put(json->out, mark, 1);
}

void wks_json_open_object(wks_json *json)
{
    open_with(json, "{");
}

void wks_json_close_object(wks_json *json)
{
    close_with(json, "}");
}

void wks_json_open_array(wks_json *json)
{
    open_with(json, "[");
}

void wks_json_close_array(wks_json *json)
{
    close_with(json, "]");
}

static void put_string(wks_buffer *out, const char *text)
{
    wks_buffer_put(out, "\"", 1);
    const char *start = text;
    const char *at = text;
    for (; *at != 0; at++) {
        unsigned char c = (unsigned char)*at;
        if (c >= 0x20 && c != '"' && c != '\\') {
            continue;
        }
        wks_buffer_put(out, start, (size_t)(at - start));
        start = at + 1;
        if (c == '"' || c == '\\') {
            wks_buffer_put(out, "\\", 1);
            wks_buffer_put(out, at, 1);
        } else if (c == '\n') {
            wks_buffer_put(out, "\\n", 2);
        } else {
            wks_buffer_printf(out, "\\u%04x", c);
        }
    }
    wks_buffer_put(out, start, (size_t)(at - start));
    wks_buffer_put(out, "\"", 1);
}

void wks_json_key(wks_json *json, const char *key)
{
    before_value(json);
    put_string(json->out, key);
    wks_buffer_put(json->out, ":", 1);
    json->is_after_key = true;
}

void wks_json_text(wks_json *json, const char *text)
{
    before_value(json);
    if (text == NULL) {
        wks_buffer_put(json->out, "null", 4);
    } else {
        put_string(json->out, text);
    }
}

void wks_json_number(wks_json *json, double value)
{
    char digits[WKS_NUMBER_TEXT_SIZE];
    before_value(json);
    wks_buffer_text(json->out, isfinite(value) ? wks_number_text(value, digits) : "null");
}

void wks_json_integer(wks_json *json, int64_t value)
{
    before_value(json);
    wks_buffer_printf(json->out, "%" PRId64, value);
}

void wks_json_bool(wks_json *json, bool value)
{
    before_value(json);
    wks_buffer_text(json->out, value ? "true" : "false");
}

void wks_json_raw(wks_json *json, const char *json_text)
{
    before_value(json);
    wks_buffer_text(json->out, json_text);
}

void wks_json_member_text(wks_json *json, const char *key, const char *text)
{
    wks_json_key(json, key);
    wks_json_text(json, text);
}

void wks_json_member_number(wks_json *json, const char *key, double value)
{
    wks_json_key(json, key);
    wks_json_number(json, value);
}

void wks_json_member_integer(wks_json *json, const char *key, int64_t value)
{
    wks_json_key(json, key);
    wks_json_integer(json, value);
}

void wks_json_member_bool(wks_json *json, const char *key, bool value)
{
    wks_json_key(json, key);
    wks_json_bool(json, value);
}
