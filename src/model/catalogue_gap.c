/* The YAML of the differences: by what areas are ordered, and how heavy each counts.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "model/catalogue_parts.h"
#include "model/yaml.h"

#include <cyaml/cyaml.h>

#include <stdbool.h>
#include <stddef.h>

/* What the YAML holds in another shape than the public struct. */
typedef struct plan_file {
    wks_gap_plan plan;
    const char *years, *areas, *share;
    unsigned levels;
    const char **without;
    size_t n_without;
} plan_file;

typedef struct gaps_file {
    plan_file gaps;
} gaps_file;

enum {
    NEEDED = CYAML_FLAG_POINTER,
    MAYBE = CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
    LEAST_AREAS = 5 /* a line with its interval asks for no fewer */
};

#define N(array) (sizeof(array) / sizeof(array)[0])

static const cyaml_strval_t leasts[] = {{"lowest", 0}, {"highest", 1}};

static const cyaml_strval_t levels[] = {{"gemeente", 1 << WKS_LEVEL_GEMEENTE},
                                        {"wijk", 1 << WKS_LEVEL_WIJK},
                                        {"buurt", 1 << WKS_LEVEL_BUURT}};

static const cyaml_schema_value_t text_entry = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, CYAML_UNLIMITED)};

#define ORDER_TEXT(key, member)                                                                    \
    CYAML_FIELD_STRING_PTR(key, NEEDED, wks_gap_order, member, 1, CYAML_UNLIMITED)

static const cyaml_schema_field_t order_fields[] = {
    ORDER_TEXT("indicator", indicator),
    CYAML_FIELD_ENUM("least", CYAML_FLAG_STRICT, wks_gap_order, is_highest_first, leasts,
                     N(leasts)),
    ORDER_TEXT("nl", dutch),
    ORDER_TEXT("en", english),
    ORDER_TEXT("least_nl", least_dutch),
    ORDER_TEXT("least_en", least_english),
    ORDER_TEXT("most_nl", most_dutch),
    ORDER_TEXT("most_en", most_english),
    CYAML_FIELD_END};
static const cyaml_schema_value_t order_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, wks_gap_order, order_fields)};

#define PLAN_TEXT(key, flags, member)                                                              \
    CYAML_FIELD_STRING_PTR(key, flags, plan_file, member, 1, CYAML_UNLIMITED)

static const cyaml_schema_field_t plan_fields[] = {
    PLAN_TEXT("weight", NEEDED, plan.weight),
    CYAML_FIELD_SEQUENCE_COUNT("order", NEEDED, plan_file, plan.orders, plan.n_orders, &order_entry,
                               1, CYAML_UNLIMITED),
    PLAN_TEXT("years", NEEDED, years),
    PLAN_TEXT("areas", NEEDED, areas),
    PLAN_TEXT("share", NEEDED, share),
    CYAML_FIELD_FLAGS("levels", CYAML_FLAG_STRICT, plan_file, levels, levels, N(levels)),
    CYAML_FIELD_SEQUENCE_COUNT("without", MAYBE, plan_file, without, n_without, &text_entry, 1,
                               CYAML_UNLIMITED),
    CYAML_FIELD_END};

static const cyaml_schema_field_t gaps_fields[] = {
    CYAML_FIELD_MAPPING("gaps", CYAML_FLAG_DEFAULT, gaps_file, gaps, plan_fields), CYAML_FIELD_END};
static const cyaml_schema_value_t gaps_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, gaps_file, gaps_fields)};

wks_code wks_catalogue_gap_read(const char *name, wks_span text, wks_arena *arena,
                                wks_gap_plan *out, wks_error *err)
{
    gaps_file *file = NULL;
    bool has_share = false;
    WKS_TRY(wks_yaml_read(name, text, &gaps_schema, arena, &file, err));
    *out = file->gaps.plan;
    WKS_TRY(wks_yaml_integer(name, "years", file->gaps.years, &out->most_years, err));
    WKS_TRY(wks_yaml_integer(name, "areas", file->gaps.areas, &out->least_areas, err));
    WKS_TRY(wks_yaml_number(name, "share", file->gaps.share, &has_share, &out->least_share, err));
    for (size_t i = 0; i < WKS_N_LEVELS; i++) {
        out->levels[i] = (file->gaps.levels >> i & 1) != 0;
    }
    out->without = (const char *const *)file->gaps.without;
    out->n_without = file->gaps.n_without;
    return WKS_OK;
}

/* ---- checks -------------------------------------------------------------------------------- */

/* At which levels it has numbers is not asked: a region may have narrowed it, and then there is
 * nothing to order by there. */
static wks_code check_indicator(const wks_catalogue_parts *parts, const char *id,
                                const wks_catalogue_entry *at, wks_error *err)
{
    return wks_catalogue_find_indicator(parts, id) != NULL
               ? WKS_OK
               : wks_catalogue_refuse(
                     at, err, wks_tr("there is no indicator '%s'", "er is geen indicator '%s'"),
                     id);
}

static bool has_theme(const wks_catalogue_parts *parts, const char *id)
{
    for (size_t i = 0; i < parts->n_themes; i++) {
        if (wks_text_equal(parts->themes[i].id, id)) {
            return true;
        }
    }
    return false;
}

wks_code wks_catalogue_check_gaps(const wks_catalogue_parts *parts, wks_error *err)
{
    const wks_gap_plan *plan = &parts->gaps;
    const wks_catalogue_entry at = {&parts->gaps_origin, "gaps"};
    if (plan->least_areas < LEAST_AREAS || plan->most_years < 0 || !(plan->least_share >= 0) ||
        !(plan->least_share <= 100)) {
        return wks_catalogue_refuse(&at, err,
                                    wks_tr("areas is 5 or more, years 0 or more, share from 0 to "
                                           "100",
                                           "areas is 5 of meer, years 0 of meer, share van 0 tot "
                                           "en met 100"));
    }
    WKS_TRY(check_indicator(parts, plan->weight, &at, err));
    for (size_t i = 0; i < plan->n_orders; i++) {
        WKS_TRY(check_indicator(parts, plan->orders[i].indicator, &at, err));
    }
    for (size_t i = 0; i < plan->n_without; i++) {
        if (!has_theme(parts, plan->without[i])) {
            return wks_catalogue_refuse(
                &at, err,
                wks_tr("without: there is no theme '%s'", "without: er is geen thema '%s'"),
                plan->without[i]);
        }
    }
    return WKS_OK;
}
