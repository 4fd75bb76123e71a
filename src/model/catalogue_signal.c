/* The YAML of the signals: pairs of need and use.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "model/catalogue_parts.h"
#include "model/yaml.h"

#include <cyaml/cyaml.h>

#include <stdbool.h>
#include <stddef.h>

/* What the YAML holds in another shape than the public struct. */
typedef struct signal_file {
    wks_signal_pair signal;
    const char *need_error;
    const char *use_error;
} signal_file;

typedef struct signals_file {
    signal_file *signals;
    size_t n_signals;
} signals_file;

enum {
    NEEDED = CYAML_FLAG_POINTER,
    MAYBE = CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL
};

#define N(array) (sizeof(array) / sizeof(array)[0])

static const cyaml_strval_t yes_no[] = {{"yes", 1}, {"no", 0}};

static const cyaml_strval_t rungs[] = {{"demography", WKS_RUNG_DEMOGRAPHY},
                                       {"supply", WKS_RUNG_SUPPLY},
                                       {"help-seeking", WKS_RUNG_HELP_SEEKING},
                                       {"registration", WKS_RUNG_REGISTRATION},
                                       {"other-domains", WKS_RUNG_OTHER_DOMAINS}};

static const cyaml_strval_t levels[] = {{"gemeente", WKS_LEVEL_GEMEENTE}, {"wijk", WKS_LEVEL_WIJK}};

static const cyaml_schema_field_t rung_fields[] = {
    CYAML_FIELD_ENUM("rung", CYAML_FLAG_STRICT, wks_rung, kind, rungs, N(rungs)),
    CYAML_FIELD_STRING_PTR("indicator", MAYBE, wks_rung, indicator, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("nl", NEEDED, wks_rung, dutch, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("en", NEEDED, wks_rung, english, 1, CYAML_UNLIMITED), CYAML_FIELD_END};
static const cyaml_schema_value_t rung_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, wks_rung, rung_fields)};

#define TEXT(key, member)                                                                          \
    CYAML_FIELD_STRING_PTR(key, NEEDED, signal_file, signal.member, 1, CYAML_UNLIMITED)

static const cyaml_schema_field_t signal_fields[] = {
    TEXT("id", id),
    TEXT("nl", dutch),
    TEXT("en", english),
    TEXT("need", need),
    TEXT("use", use),
    CYAML_FIELD_ENUM("level", CYAML_FLAG_STRICT, signal_file, signal.level, levels, N(levels)),
    CYAML_FIELD_ENUM("label", CYAML_FLAG_STRICT, signal_file, signal.is_label, yes_no, N(yes_no)),
    CYAML_FIELD_STRING_PTR("assumed_need_error", MAYBE, signal_file, need_error, 1,
                           CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("assumed_use_error", MAYBE, signal_file, use_error, 1, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("ladder", NEEDED, signal_file, signal.ladder, signal.n_ladder,
                               &rung_entry, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t signal_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, signal_file, signal_fields)};

static const cyaml_schema_field_t signals_fields[] = {
    CYAML_FIELD_SEQUENCE_COUNT("signals", NEEDED, signals_file, signals, n_signals, &signal_entry,
                               1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t signals_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, signals_file, signals_fields)};

wks_code wks_catalogue_signal_read(const char *name, wks_span text, wks_arena *arena,
                                   wks_signal_pair **out, size_t *n_out, wks_error *err)
{
    signals_file *file = NULL;
    wks_signal_pair *signals = NULL;
    WKS_TRY(wks_yaml_read(name, text, &signals_schema, arena, &file, err));
    WKS_TRY(wks_arena_take(arena, file->n_signals, sizeof *signals, &signals, err));
    for (size_t i = 0; i < file->n_signals; i++) {
        const signal_file *from = &file->signals[i];
        bool has_error = false;
        signals[i] = from->signal;
        WKS_TRY(wks_yaml_number(name, "assumed_need_error", from->need_error, &has_error,
                                &signals[i].assumed_need_error, err));
        WKS_TRY(wks_yaml_number(name, "assumed_use_error", from->use_error, &has_error,
                                &signals[i].assumed_use_error, err));
    }
    *out = signals;
    *n_out = file->n_signals;
    return WKS_OK;
}

/* ---- checks -------------------------------------------------------------------------------- */

static bool is_indirect(const wks_indicator *indicator)
{
    for (size_t i = 0; i < indicator->n_measures; i++) {
        if (indicator->measures[i].kind != WKS_MEASURE_INDIRECT) {
            return false;
        }
    }
    return true;
}

static wks_code check_ladder(const wks_catalogue_parts *parts, const wks_signal_pair *signal,
                             const wks_catalogue_entry *at, wks_error *err)
{
    for (size_t i = 0; i < signal->n_ladder; i++) {
        const wks_rung *rung = &signal->ladder[i];
        if (rung->indicator != NULL &&
            (rung->kind == WKS_RUNG_DEMOGRAPHY ||
             wks_catalogue_find_indicator(parts, rung->indicator) == NULL)) {
            return wks_catalogue_refuse(
                at, err,
                wks_tr("ladder: unknown indicator '%s', or one at demography",
                       "ladder: onbekende indicator '%s', of een bij "
                       "demography"),
                rung->indicator);
        }
    }
    return WKS_OK;
}

wks_code wks_catalogue_check_signals(const wks_catalogue_parts *parts, wks_error *err)
{
    for (size_t i = 0; i < parts->n_signals; i++) {
        const wks_signal_pair *signal = &parts->signals[i];
        const wks_catalogue_entry at = {&parts->signal_origins[i], signal->id};
        const char *const pair[] = {signal->need, signal->use};
        WKS_TRY(wks_catalogue_check_id(&at, err));
        for (size_t k = 0; k < 2; k++) {
            const wks_indicator *indicator = wks_catalogue_find_indicator(parts, pair[k]);
            if (indicator == NULL || !indicator->levels[signal->level]) {
                return wks_catalogue_refuse(&at, err,
                                            wks_tr("there is no indicator '%s' at this level",
                                                   "er is geen indicator '%s' op dit niveau"),
                                            pair[k]);
            }
            if (k == 1 && !is_indirect(indicator)) {
                return wks_catalogue_refuse(&at, err,
                                            wks_tr("use '%s' must be of kind indirect",
                                                   "use '%s' moet van kind indirect zijn"),
                                            pair[k]);
            }
        }
        if (signal->assumed_need_error < 0 || signal->assumed_use_error < 0 ||
            (signal->is_label && signal->assumed_need_error + signal->assumed_use_error > 0)) {
            return wks_catalogue_refuse(&at, err,
                                        wks_tr("an assumed error is above 0, and gives no label",
                                               "een aangenomen fout is hoger dan 0, en geeft geen "
                                               "label"));
        }
        WKS_TRY(check_ladder(parts, signal, &at, err));
    }
    return WKS_OK;
}
