/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/quantile.h"

#include "base/language.h"

#include <math.h>
#include <stdlib.h>

typedef struct place {
    double value; /* as it is sorted: negative when the highest come first */
    size_t at;
} place;

static int compare(const void *left, const void *right)
{
    const place *a = left;
    const place *b = right;
    return (a->value > b->value) - (a->value < b->value);
}

/* parts + 1 - ceil((N + 1 - r) * parts / N), with r from 1. */
static size_t part_of(size_t n, size_t rank, size_t parts)
{
    const size_t above = (n + 1 - rank) * parts;
    return parts + 1 - (above + n - 1) / n;
}

wks_code wks_quantile_assign(const wks_quantile_values *values, wks_arena *arena, size_t *out,
                             wks_error *err)
{
    place *places = NULL;
    size_t n = 0;
    size_t rank = 1;
    if (values->parts < 1) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("expected one part or more", "verwacht een of meer delen"));
    }
    WKS_TRY(wks_arena_take(arena, values->n, sizeof *places, &places, err));
    for (size_t i = 0; i < values->n; i++) {
        const double value = values->values[i];
        out[i] = 0;
        if (!isnan(value)) {
            places[n++] = (place){values->is_highest_first ? -value : value, i};
        }
    }
    if (n < values->parts) {
        return WKS_OK;
    }
    qsort(places, n, sizeof *places, compare);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && places[i].value > places[i - 1].value) {
            rank = i + 1;
        }
        out[places[i].at] = part_of(n, rank, values->parts);
    }
    return WKS_OK;
}
