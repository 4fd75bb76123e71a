/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/table_keys.h"

#include <string.h>

wks_table_keys wks_table_keys_simple(const char *const *columns, size_t n, size_t n_places)
{
    wks_table_keys keys = {.columns = columns, .n = n, .n_places = n_places, .n_geographies = 1};
    keys.geographies[0].n = n_places;
    for (size_t i = 0; i < n_places; i++) {
        keys.geographies[0].columns[i] = i;
    }
    return keys;
}

bool wks_table_keys_is_total(const char *code)
{
    return strcmp(code, WKS_COUNT_TABLE_TOTAL) == 0;
}

wks_margin wks_table_keys_margin(const wks_table_keys *keys, const char *const *codes)
{
    wks_margin margin = 0;
    for (size_t i = 0; i < keys->n; i++) {
        margin |= wks_table_keys_is_total(codes[i]) ? 0 : (wks_margin)1 << i;
    }
    return margin;
}

wks_margin wks_table_keys_places(const wks_table_keys *keys)
{
    return ((wks_margin)1 << keys->n_places) - 1;
}

wks_margin wks_table_keys_geography(const wks_table_keys *keys, size_t geography)
{
    const wks_table_geography *of = &keys->geographies[geography];
    wks_margin all = 0;
    for (size_t depth = 0; depth < of->n; depth++) {
        all |= (wks_margin)1 << of->columns[depth];
    }
    return all;
}

/* No code of a classification stands below a total. */
static bool is_level(const wks_table_keys *keys, wks_margin margin)
{
    const wks_margin below = margin & ~(margin << 1);
    for (size_t i = keys->n_places; i < keys->n; i++) {
        if (keys->is_below[i] && (below >> i & 1) != 0) {
            return false;
        }
    }
    return true;
}

bool wks_table_keys_is_of(const wks_table_keys *keys, size_t geography, wks_margin margin)
{
    const wks_table_geography *of = &keys->geographies[geography];
    const wks_margin place = margin & wks_table_keys_places(keys);
    wks_margin top = 0;
    for (size_t depth = 0; depth < of->n && top != place; depth++) {
        top |= (wks_margin)1 << of->columns[depth];
    }
    return top == place && is_level(keys, margin);
}

bool wks_table_keys_is_place(const wks_table_keys *keys, wks_margin margin)
{
    for (size_t g = 0; g < keys->n_geographies; g++) {
        if (wks_table_keys_is_of(keys, g, margin)) {
            return true;
        }
    }
    return false;
}

/* A table that holds a place of a geography holds all of that geography. */
static bool holds(const wks_table_keys *keys, wks_margin table, wks_margin margin)
{
    bool is_in = (margin & wks_table_keys_places(keys)) == 0 && is_level(keys, margin);
    for (size_t g = 0; !is_in && g < keys->n_geographies; g++) {
        is_in = (wks_table_keys_geography(keys, g) & ~table) == 0 &&
                wks_table_keys_is_of(keys, g, margin);
    }
    return is_in && (margin & ~table) == 0;
}

bool wks_table_keys_publishes(const wks_table_keys *keys, wks_margin margin)
{
    bool is_in = keys->n_tables == 0 && wks_table_keys_is_place(keys, margin);
    for (size_t t = 0; !is_in && t < keys->n_tables; t++) {
        is_in = holds(keys, keys->tables[t], margin);
    }
    return is_in;
}

void wks_table_keys_close(const wks_table_keys *keys, bool *is_in)
{
    /* a margin comes after all that are parts of it as bit sets */
    for (wks_margin margin = ((wks_margin)1 << keys->n) - 1; margin > 0; margin--) {
        for (size_t i = 0; is_in[margin] && i < keys->n; i++) {
            const wks_margin total = margin & ~((wks_margin)1 << i);
            is_in[total] = is_in[total] || wks_table_keys_is_place(keys, total);
        }
    }
}
