/* The differences between groups of a release.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "public/picture/publishing.h"

#include <math.h>
#include <stdint.h>

typedef struct gap_writer {
    wks_publishing *publishing;
    const wks_gaps *gaps;
    wks_query *add_plan, *add_order, *add_gap, *add_group, *add_change;
} gap_writer;

/* A reason, or NULL for none. */
static const char *reason_code(wks_gap_reason reason)
{
    return reason == WKS_GAP_WHOLE ? NULL : wks_gap_reason_word(reason)->code;
}

static void bind_number(wks_query *query, int first, wks_gap_number number)
{
    wks_query_bind_number(query, first, number.value);
    wks_query_bind_number(query, first + 1, number.lower);
    wks_query_bind_number(query, first + 2, number.upper);
}

/* ?1 to ?6; false when the release does not show the area or the indicator. */
static bool bind_key(const gap_writer *writer, wks_query *query, const wks_gap *gap)
{
    const wks_publishing *publishing = writer->publishing;
    const int64_t indicator = wks_publishing_indicator_number(publishing, gap->indicator);
    wks_level level = gap->level;
    if (gap->kind == WKS_GAP_ORDER || gap->kind == WKS_GAP_AREAS) {
        level = publishing->publication->region_code == NULL ? WKS_LEVEL_LAND : WKS_LEVEL_REGIO;
    }
    const int64_t area = wks_publishing_area_number(publishing, level, gap->area);
    wks_query_bind_integer(query, 1, publishing->release);
    wks_query_bind_integer(query, 2, indicator);
    wks_query_bind_text(query, 3, wks_gap_kind_word(gap->kind)->code);
    wks_query_bind_integer(query, 4, (int64_t)gap->breakdown);
    wks_query_bind_text(query, 5, wks_level_id(gap->level));
    wks_query_bind_integer(query, 6, area);
    return indicator != 0 && area != 0;
}

static wks_code write_groups(const gap_writer *writer, const wks_gap *gap, wks_error *err)
{
    wks_query *query = writer->add_group;
    for (size_t i = 0; i < gap->n_groups; i++) {
        const wks_gap_group *group = &gap->groups[i];
        bind_key(writer, query, gap);
        wks_query_bind_text(query, 7, gap->period);
        wks_query_bind_integer(query, 8, (int64_t)i);
        wks_query_bind_integer(query, 9, (int64_t)group->part);
        bind_number(query, 10, group->number);
        wks_query_bind_integer(query, 13, (int64_t)group->n_areas);
        wks_query_bind_number(query, 14, group->weight);
        WKS_TRY(wks_query_run(query, err));
    }
    return WKS_OK;
}

static wks_code write_gap(const gap_writer *writer, const wks_gap *gap, wks_error *err)
{
    wks_query *query = writer->add_gap;
    if (!bind_key(writer, query, gap)) {
        return WKS_OK;
    }
    wks_query_bind_text(query, 7, gap->period);
    wks_query_bind_text(query, 8, gap->order_period);
    wks_query_bind_text(query, 9, gap->weight_period);
    wks_query_bind_integer(query, 10, (int64_t)gap->n_areas);
    wks_query_bind_integer(query, 11, (int64_t)gap->n_all);
    wks_query_bind_number(query, 12, gap->share);
    wks_query_bind_number(query, 13, gap->first);
    wks_query_bind_number(query, 14, gap->last);
    bind_number(query, 15, gap->absolute);
    bind_number(query, 18, gap->relative);
    wks_query_bind_text(query, 21, reason_code(gap->reason));
    wks_query_bind_text(query, 22, reason_code(gap->relative_reason));
    wks_query_bind_integer(query, 23, gap->is_modelled);
    WKS_TRY(wks_query_run(query, err));
    return write_groups(writer, gap, err);
}

static wks_code write_change(const gap_writer *writer, const wks_gap_change *change, wks_error *err)
{
    wks_query *query = writer->add_change;
    if (!bind_key(writer, query, change->last)) {
        return WKS_OK;
    }
    wks_query_bind_text(query, 7, change->from_period);
    wks_query_bind_text(query, 8, change->to_period);
    wks_query_bind_integer(query, 9, (int64_t)change->n_periods);
    bind_number(query, 10, change->absolute);
    bind_number(query, 13, change->relative);
    wks_query_bind_text(query, 16, wks_gap_movement_word(change->movement)->code);
    wks_query_bind_text(query, 17, reason_code(change->reason));
    return wks_query_run(query, err);
}

static wks_code write_plan(const gap_writer *writer, wks_error *err)
{
    const int64_t release = writer->publishing->release;
    const wks_gap_plan *plan = &writer->publishing->publication->catalogue->gaps;
    wks_query *query = writer->add_plan;
    wks_query_bind_integer(query, 1, release);
    wks_query_bind_text(query, 2, plan->weight);
    wks_query_bind_integer(query, 3, plan->most_years);
    wks_query_bind_integer(query, 4, plan->least_areas);
    wks_query_bind_number(query, 5, plan->least_share);
    WKS_TRY(wks_query_run(query, err));
    query = writer->add_order;
    for (size_t level = 0; level < WKS_N_LEVELS; level++) {
        const wks_gap_order *order = wks_gaps_order(writer->gaps, (wks_level)level);
        if (order == NULL) {
            continue;
        }
        const char *const texts[] = {order->indicator,   order->dutch,         order->english,
                                     order->least_dutch, order->least_english, order->most_dutch,
                                     order->most_english};
        wks_query_bind_integer(query, 1, release);
        wks_query_bind_text(query, 2, wks_level_id((wks_level)level));
        for (int i = 0; i < 7; i++) {
            wks_query_bind_text(query, 3 + i, texts[i]);
        }
        WKS_TRY(wks_query_run(query, err));
    }
    return WKS_OK;
}

static wks_code write_all(const gap_writer *writer, wks_error *err)
{
    WKS_TRY(write_plan(writer, err));
    for (size_t i = 0; i < wks_gaps_count(writer->gaps); i++) {
        WKS_TRY(write_gap(writer, wks_gaps_at(writer->gaps, i), err));
    }
    for (size_t i = 0; i < wks_gaps_count_changes(writer->gaps); i++) {
        WKS_TRY(write_change(writer, wks_gaps_change_at(writer->gaps, i), err));
    }
    return WKS_OK;
}

wks_code wks_publishing_write_gaps(wks_publishing *publishing, wks_error *err)
{
    gap_writer writer = {.publishing = publishing, .gaps = publishing->publication->gaps};
    wks_query **const queries[] = {&writer.add_plan, &writer.add_order, &writer.add_gap,
                                   &writer.add_group, &writer.add_change};
    static const char *const names[] = {"add_gap_plan.sql", "add_gap_order.sql", "add_gap.sql",
                                        "add_gap_group.sql", "add_gap_change.sql"};
    const size_t n = sizeof names / sizeof names[0];
    wks_code code = WKS_OK;
    if (writer.gaps == NULL) {
        return WKS_OK;
    }
    for (size_t i = 0; code == WKS_OK && i < n; i++) {
        code = wks_publishing_open(publishing, names[i], queries[i], err);
    }
    if (code == WKS_OK) {
        code = write_all(&writer, err);
    }
    for (size_t i = 0; i < n; i++) {
        wks_query_close(*queries[i]);
    }
    return code;
}

/* ---- the identity of a release --------------------------------------------------------------- */

static void hash_number(wks_hasher *hasher, wks_gap_number number)
{
    const double numbers[] = {number.value, number.lower, number.upper};
    for (size_t i = 0; i < 3; i++) {
        const double known = isnan(numbers[i]) ? 0 : numbers[i];
        wks_hasher_add(hasher, &known, sizeof known);
    }
}

void wks_publishing_hash_gaps(const wks_gaps *gaps, wks_hasher *hasher)
{
    for (size_t i = 0; gaps != NULL && i < wks_gaps_count(gaps); i++) {
        const wks_gap *gap = wks_gaps_at(gaps, i);
        wks_hasher_add_text(hasher, gap->indicator->id);
        wks_hasher_add_text(hasher, wks_gap_kind_word(gap->kind)->code);
        wks_hasher_add_text(hasher, gap->area);
        wks_hasher_add_text(hasher, gap->period);
        wks_hasher_add_text(hasher, gap->order == NULL ? NULL : gap->order->indicator);
        hash_number(hasher, gap->absolute);
        hash_number(hasher, gap->relative);
        wks_hasher_add_text(hasher, wks_gap_reason_word(gap->reason)->code);
        for (size_t k = 0; k < gap->n_groups; k++) {
            hash_number(hasher, gap->groups[k].number);
        }
    }
    for (size_t i = 0; gaps != NULL && i < wks_gaps_count_changes(gaps); i++) {
        const wks_gap_change *change = wks_gaps_change_at(gaps, i);
        hash_number(hasher, change->absolute);
        wks_hasher_add_text(hasher, wks_gap_movement_word(change->movement)->code);
    }
}
