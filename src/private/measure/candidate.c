/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/measure/candidate.h"

#include <stdlib.h>
#include <string.h>

int wks_candidates_compare(const void *a, const void *b)
{
    const wks_candidate *left = a;
    const wks_candidate *right = b;
    if (left->indicator != right->indicator) { /* in the order of the catalogue */
        return left->indicator < right->indicator ? -1 : 1;
    }
    if (left->breakdown != right->breakdown) {
        return left->breakdown < right->breakdown ? -1 : 1;
    }
    if (left->level != right->level) {
        return left->level < right->level ? -1 : 1;
    }
    const int by_period = strcmp(left->period, right->period);
    return by_period != 0 ? by_period : strcmp(left->area, right->area);
}

/* The first item that does not come before the wanted one. */
static size_t lower_bound(const wks_candidates *candidates, const wks_candidate *wanted)
{
    size_t low = 0;
    size_t high = candidates->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (wks_candidates_compare(&candidates->items[middle], wanted) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

size_t wks_candidates_find(const wks_candidates *candidates, const wks_candidate_key *key)
{
    const wks_candidate wanted = {.indicator = key->indicator,
                                  .breakdown = key->breakdown,
                                  .level = key->level,
                                  .period = key->period,
                                  .area = key->area};
    const size_t at = lower_bound(candidates, &wanted);
    return at < candidates->n && wks_candidates_compare(&candidates->items[at], &wanted) == 0
               ? at
               : WKS_NO_CANDIDATE;
}

size_t wks_candidates_nearest(const wks_candidates *candidates, const wks_indicator *indicator,
                              const char *area, const char *period)
{
    char code[WKS_AREA_CODE_SIZE];
    wks_candidate_key key = {.indicator = indicator, .area = area};
    const long wanted = strtol(period, NULL, 10);
    size_t best = WKS_NO_CANDIDATE;
    long best_year = 0;
    if (!wks_area_code_read((wks_span){area, strlen(area)}, code, &key.level)) {
        return WKS_NO_CANDIDATE;
    }
    /* from the start of the level, one step a period */
    const wks_candidate first = {
        .indicator = indicator, .level = key.level, .period = "", .area = ""};
    size_t at = lower_bound(candidates, &first);
    while (at < candidates->n && candidates->items[at].indicator == indicator &&
           candidates->items[at].breakdown == 0 && candidates->items[at].level == key.level) {
        key.period = candidates->items[at].period;
        const size_t found = wks_candidates_find(candidates, &key);
        const long year = strtol(key.period, NULL, 10);
        if (found != WKS_NO_CANDIDATE &&
            wks_status_has_number(candidates->items[found].value.status) &&
            (best == WKS_NO_CANDIDATE || labs(year - wanted) <= labs(best_year - wanted))) {
            best = found; /* periods rise, so of two as near the later one stays */
            best_year = year;
        }
        const wks_candidate after = {.indicator = indicator,
                                     .level = key.level,
                                     .period = key.period,
                                     .area = "\xff"}; /* behind every code */
        at = lower_bound(candidates, &after);
    }
    return best;
}
