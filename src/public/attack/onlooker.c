/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/attack/onlooker.h"

#include "public/attack/onlooker_part.h"
#include "public/attack/seen_link.h"

#include <math.h>
#include <stdlib.h>

/* ---- parts ----------------------------------------------------------------------------------- */

typedef struct entry {
    const wks_seen_value *value;
    uint32_t version;
} entry;

static int compare_numbers(const uint32_t *one, const uint32_t *other, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (one[i] != other[i]) {
            return one[i] < other[i] ? -1 : 1;
        }
    }
    return 0;
}

enum {
    N_PART_KEYS = 2, /* of the keys below, those that tell parts apart */
    N_KEYS = 7
};

static void keys_of(const entry *from, uint32_t out[static N_KEYS])
{
    const wks_seen_value *value = from->value;
    const uint32_t keys[N_KEYS] = {
        value->source,    value->period, from->version,
        value->breakdown, value->area,   UINT32_MAX - value->release, /* the last first */
        value->indicator};
    for (size_t i = 0; i < N_KEYS; i++) {
        out[i] = keys[i];
    }
}

static int compare_entries(const entry *a, const entry *b, size_t n_keys)
{
    uint32_t one[N_KEYS];
    uint32_t other[N_KEYS];
    keys_of(a, one);
    keys_of(b, other);
    return compare_numbers(one, other, n_keys);
}

static int by_keys(const void *a, const void *b)
{
    return compare_entries(a, b, N_KEYS);
}

/* Everything that was somewhere, in order. */
static wks_code list_entries(const wks_seen *seen, const wks_seen_link *links, wks_arena *arena,
                             entry **out, size_t *n, wks_error *err)
{
    *n = 0;
    WKS_TRY(wks_arena_take(arena, seen->n, sizeof **out, out, err));
    for (size_t i = 0; i < seen->n; i++) {
        if (seen->values[i].kind != WKS_SEEN_NOWHERE) {
            (*out)[(*n)++] = (entry){&seen->values[i], links[i].version};
        }
    }
    if (*n > 1) {
        qsort(*out, *n, sizeof **out, by_keys);
    }
    return WKS_OK;
}

/* ---- the worst first ------------------------------------------------------------------------- */

static double badness(const wks_onlooker_told *told)
{
    return told->is_pinned ? 3 : told->is_under ? 2 : told->is_guessed ? 1 : 0;
}

static double width(const wks_onlooker_told *told)
{
    return isnan(told->most) ? INFINITY : told->most - told->least;
}

static int by_badness(const void *a, const void *b)
{
    const wks_onlooker_told *x = a;
    const wks_onlooker_told *y = b;
    const double one[] = {-badness(x), width(x), x->least};
    const double other[] = {-badness(y), width(y), y->least};
    for (size_t i = 0; i < sizeof one / sizeof one[0]; i++) {
        if (one[i] < other[i] || one[i] > other[i]) {
            return one[i] < other[i] ? -1 : 1;
        }
    }
    return (x->value > y->value) - (x->value < y->value); /* as they were read */
}

static void sum_up(wks_onlooker_report *report)
{
    if (report->n > 1) {
        qsort(report->told, report->n, sizeof *report->told, by_badness);
    }
    for (size_t i = 0; i < report->n; i++) {
        report->n_pinned += report->told[i].is_pinned;
        report->n_under += report->told[i].is_under;
        report->n_guessed += report->told[i].is_guessed;
        report->n_contradicted += report->told[i].is_contradicted;
    }
}

/* ---- all ------------------------------------------------------------------------------------- */

static wks_code tell_parts(wks_onlooker_part *part, const entry *entries, size_t n,
                           const wks_seen_value **values, wks_onlooker_report *report,
                           wks_error *err)
{
    for (size_t from = 0, to = 0; from < n; from = to) {
        wks_arena arena; /* what a part needs is gone after it */
        while (to < n && compare_entries(&entries[from], &entries[to], N_PART_KEYS) == 0) {
            values[to - from] = entries[to].value;
            to++;
        }
        part->values = values;
        part->n = to - from;
        part->n_versions = entries[to - 1].version + 1;
        wks_arena_init(&arena, 0);
        const wks_code code = wks_onlooker_part_tell(part, &arena, report, err);
        wks_arena_clear(&arena);
        WKS_TRY(code);
    }
    return WKS_OK;
}

wks_code wks_onlooker_tell(const wks_seen *seen, const wks_onlooker_options *options,
                           wks_arena *arena, wks_onlooker_report *out, wks_error *err)
{
    wks_seen_link *links = NULL;
    entry *entries = NULL;
    const wks_seen_value **values = NULL;
    bool *is_mean = NULL;
    size_t n = 0;
    *out = (wks_onlooker_report){0};
    WKS_TRY(wks_seen_link_find(seen, arena, &links, err));
    WKS_TRY(list_entries(seen, links, arena, &entries, &n, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(void *), &values, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->told, &out->told, err));
    WKS_TRY(wks_arena_take(arena, seen->names.n, sizeof *is_mean, &is_mean, err));
    for (size_t i = 0; i < seen->n; i++) {
        is_mean[seen->values[i].indicator] =
            is_mean[seen->values[i].indicator] || seen->values[i].kind == WKS_SEEN_MEAN;
    }
    wks_onlooker_part part = {.seen = seen, .options = options, .links = links, .is_mean = is_mean};
    WKS_TRY(tell_parts(&part, entries, n, values, out, err));
    sum_up(out);
    return WKS_OK;
}
