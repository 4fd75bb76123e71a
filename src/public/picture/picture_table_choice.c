/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/text.h"
#include "public/picture/picture_table.h"

#include <stdlib.h>
#include <string.h>

typedef enum part {
    PART_LEVEL,
    PART_PERIOD,
    PART_BREAKDOWN,
    N_PARTS
} part;

static const char *part_of(const wks_table_series *series, part which)
{
    return which == PART_LEVEL    ? series->level
           : which == PART_PERIOD ? series->period
                                  : series->breakdown;
}

/* Whether a series has what was asked of the parts before `until` (NULL: anything). */
static bool fits(const wks_table_series *series, const char *const asked[N_PARTS], size_t until)
{
    for (size_t i = 0; i < until; i++) {
        if (asked[i] != NULL && strcmp(asked[i], part_of(series, (part)i)) != 0) {
            return false;
        }
    }
    return true;
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_listed(const char *const *list, size_t n, const char *text)
{
    size_t i = 0;
    while (i < n && strcmp(list[i], text) != 0) {
        i++;
    }
    return i < n;
}

/* What the series that fit the earlier parts have of this one: "2020, 2022". */
static wks_code list_part(const wks_table_offer *offer, const char *const asked[N_PARTS],
                          part which, wks_arena *arena, const char **out, wks_error *err)
{
    const char **list = NULL;
    size_t n = 0;
    wks_buffer text = {0};
    WKS_TRY(wks_arena_take(arena, offer->n_series, sizeof *list, &list, err));
    for (size_t i = 0; i < offer->n_series; i++) {
        const char *one = part_of(&offer->series[i], which);
        if (fits(&offer->series[i], asked, which) && !is_listed(list, n, one)) {
            list[n++] = one;
        }
    }
    if (which == PART_PERIOD) { /* the others come in an order of their own */
        qsort(list, n, sizeof *list, compare_texts);
    }
    for (size_t i = 0; i < n; i++) {
        wks_buffer_printf(&text, "%s%s", i == 0 ? "" : ", ", list[i]);
    }
    return wks_buffer_keep(&text, arena, out, err);
}

wks_code wks_picture_table_check(const wks_table_offer *offer, const wks_table_choice *choice,
                                 wks_arena *arena, wks_table_faults *out, bool *is_sound,
                                 wks_error *err)
{
    const char *asked[N_PARTS] = {choice->level, choice->period, choice->breakdown};
    const char *lists[N_PARTS] = {NULL};
    *is_sound = true;
    for (size_t which = 0; which < N_PARTS; which++) {
        bool is_there = false;
        for (size_t i = 0; i < offer->n_series && !is_there; i++) {
            is_there = fits(&offer->series[i], asked, which + 1);
        }
        if (!is_there) {
            WKS_TRY(list_part(offer, asked, (part)which, arena, &lists[which], err));
            asked[which] = NULL; /* so that the parts after it are judged by themselves */
            *is_sound = false;
        }
    }
    *out = (wks_table_faults){lists[PART_LEVEL], lists[PART_PERIOD], lists[PART_BREAKDOWN]};
    return WKS_OK;
}
