/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_lines.h"

#include <jansson.h>

#include <stddef.h>
#include <string.h>

static void put_scalar(const json_t *value, wks_buffer *out)
{
    switch (json_typeof(value)) {
    case JSON_STRING:
        wks_buffer_text(out, json_string_value(value));
        break;
    case JSON_INTEGER:
        wks_buffer_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        break;
    case JSON_REAL:
        wks_buffer_printf(out, "%.4g", json_real_value(value));
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        wks_buffer_text(out, json_is_true(value) ? "true" : "false");
        break;
    case JSON_NULL:
    case JSON_OBJECT:
    case JSON_ARRAY:
    default:
        wks_buffer_text(out, "null");
    }
}

/* "name value, name value": a row of a list. */
static void put_row(json_t *row, wks_buffer *out)
{
    const char *name = NULL;
    json_t *value = NULL;
    size_t n = 0;
    if (!json_is_object(row)) {
        put_scalar(row, out);
        return;
    }
    json_object_foreach(row, name, value)
    {
        wks_buffer_printf(out, "%s%s ", n++ == 0 ? "" : ", ", name);
        put_scalar(value, out);
    }
}

static void put_list(json_t *list, int indent, wks_buffer *out)
{
    size_t i = 0;
    json_t *row = NULL;
    json_array_foreach(list, i, row)
    {
        if (json_is_object(row)) {
            wks_buffer_printf(out, "\n%*s", indent + 2, "");
        } else {
            wks_buffer_text(out, i == 0 ? " " : ", ");
        }
        put_row(row, out);
    }
}

static void put_object(json_t *object, int indent, wks_buffer *out)
{
    const char *name = NULL;
    json_t *value = NULL;
    size_t n = 0;
    json_object_foreach(object, name, value)
    {
        if (n++ > 0) {
            wks_buffer_printf(out, "\n%*s", indent, "");
        }
        wks_buffer_printf(out, "%s:", name);
        if (json_is_array(value)) {
            put_list(value, indent, out);
        } else {
            wks_buffer_text(out, " ");
            put_row(value, out);
        }
    }
}

void wks_json_lines(const char *json, int indent, wks_buffer *out)
{
    json_t *object = json == NULL ? NULL : json_loads(json, 0, NULL);
    if (json_is_object(object)) {
        put_object(object, indent, out);
    } else {
        wks_buffer_text(out, json == NULL ? "" : json);
    }
    json_decref(object);
}
