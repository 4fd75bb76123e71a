/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "private/method/did_aggregate.h"
#include "private/method/did_bootstrap.h"
#include "private/method/difference_in_differences.h"
#include "private/method/panel.h"
#include "private/method/placebo.h"
#include "private/method/two_by_two.h"
#include "programs/wijkscan/method.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static const char columns[] = "part,name,group,time,value,se,lower,upper,band_lower,band_upper,p,n,"
                              "note\n";

/* A row of the output; NAN is an empty cell. */
typedef struct output_row {
    const char *part, *name;
    double group, time, value, se, lower, upper, band_lower, band_upper, p, n;
    const char *note;
} output_row;

static output_row empty_row(const char *part, const char *name)
{
    return (output_row){part, name, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, ""};
}

static void put(wks_buffer *out, const output_row *row)
{
    const double numbers[] = {row->group, row->time,       row->value,      row->se, row->lower,
                              row->upper, row->band_lower, row->band_upper, row->p,  row->n};
    wks_method_put_text(out, row->part);
    wks_buffer_text(out, ",");
    wks_method_put_text(out, row->name);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        wks_method_put_next(out, numbers[i]);
    }
    wks_buffer_text(out, ",");
    wks_method_put_text(out, row->note);
    wks_buffer_text(out, "\n");
}

static void put_number(wks_buffer *out, const char *part, const char *name, double value)
{
    output_row row = empty_row(part, name);
    row.value = value;
    put(out, &row);
}

static void put_status(wks_buffer *out, wks_effect_refusal refusal)
{
    output_row row = empty_row("status", wks_effect_guard_name(refusal));
    row.note = wks_effect_guard_text(refusal);
    put(out, &row);
}

/* ---- the run --------------------------------------------------------------------------------- */

typedef struct work {
    const wks_call *call;
    wks_method_data table;
    wks_method_groups units;
    wks_panel_rows rows;
    wks_panel panel;
    wks_did_options options;
    wks_did_bootstrap_options bootstrap;
    wks_placebo_options placebo;
    bool has_bootstrap;
    wks_did did;
    wks_buffer *out;
} work;

static const char *unit_name(const work *w, size_t unit)
{
    return w->table.cells[w->units.first[unit] * w->table.n_columns + w->units.columns[0]];
}

/* Intervals of an estimate: normal, or by the bootstrap where that was asked or is needed. */
static void set_intervals(const work *w, double normal_lower, double normal_upper,
                          const wks_did_bootstrap *draws, size_t k, output_row *row)
{
    row->lower = normal_lower;
    row->upper = normal_upper;
    if (!w->has_bootstrap || !isfinite(row->se)) {
        return;
    }
    row->lower = row->value - draws->pointwise[k] * row->se;
    row->upper = row->value + draws->pointwise[k] * row->se;
    row->band_lower = row->value - draws->simultaneous * row->se;
    row->band_upper = row->value + draws->simultaneous * row->se;
    if (isnan(row->lower)) {
        row->note = wks_tr("too few clusters for an interval", "te weinig clusters voor een "
                                                               "interval");
    }
}

static wks_code put_effects(const work *w, wks_error *err)
{
    wks_did_bootstrap draws = {0};
    if (w->has_bootstrap && w->did.n_effects > 0) {
        WKS_TRY(wks_did_bootstrap_draw(&w->panel, w->did.influence, w->did.n_effects, &w->bootstrap,
                                       w->call->arena, &draws, err));
    }
    for (size_t k = 0; k < w->did.n_effects; k++) {
        const wks_did_effect *effect = &w->did.effects[k];
        output_row row = empty_row("attgt", effect->is_before ? "before" : "after");
        row.group = w->panel.time[effect->group];
        row.time = w->panel.time[effect->time];
        row.value = effect->att;
        row.se = effect->se;
        row.n = (double)effect->n_treated;
        row.note = effect->status == WKS_DID_OK ? "" : wks_did_status_text(effect->status);
        if (effect->status == WKS_DID_NOT_FITTED) {
            row.note = wks_glm_status_text(effect->model_status);
        }
        set_intervals(w, effect->lower, effect->upper, &draws, k, &row);
        put(w->out, &row);
    }
    return WKS_OK;
}

static void put_mean(const work *w, const wks_did_mean *mean, output_row *row,
                     const wks_did_bootstrap *draws, size_t k, double simultaneous)
{
    row->value = mean->att;
    row->se = mean->se;
    row->n = (double)mean->n_effects;
    if (mean->n_missing > 0) {
        row->note = wks_tr("effects that could not be estimated were left out",
                           "effecten die niet te schatten waren zijn weggelaten");
    }
    const wks_did_bootstrap own = {draws->pointwise, simultaneous};
    set_intervals(w, mean->lower, mean->upper, &own, k, row);
    put(w->out, row);
}

static wks_code put_aggregate(const work *w, wks_did_kind kind, const char *name, wks_error *err)
{
    wks_did_aggregate found;
    wks_did_bootstrap draws = {0};
    wks_did_bootstrap overall = {0};
    const size_t n_units = w->panel.n_units;
    WKS_TRY(wks_did_aggregate_make(&w->panel, &w->did, kind, w->options.confidence, w->call->arena,
                                   &found, err));
    if (w->has_bootstrap) {
        WKS_TRY(wks_did_bootstrap_draw(&w->panel, found.influence + found.n_means * n_units, 1,
                                       &w->bootstrap, w->call->arena, &overall, err));
        if (found.n_means > 0) {
            WKS_TRY(wks_did_bootstrap_draw(&w->panel, found.influence, found.n_means, &w->bootstrap,
                                           w->call->arena, &draws, err));
        }
    }
    output_row row = empty_row(name, "overall");
    put_mean(w, &found.overall, &row, &overall, 0, NAN);
    for (size_t k = 0; k < found.n_means; k++) {
        row = empty_row(name, kind == WKS_DID_DYNAMIC && found.means[k].at < 0 ? "before" : "at");
        *(kind == WKS_DID_GROUP ? &row.group : &row.time) = found.means[k].at;
        put_mean(w, &found.means[k], &row, &draws, k, draws.simultaneous);
    }
    return WKS_OK;
}

static void put_diagnostics(const work *w)
{
    const wks_panel *panel = &w->panel;
    output_row row = empty_row("pre_trend", "wald");
    row.value = w->did.pre_trend.wald;
    row.p = w->did.pre_trend.p;
    row.n = (double)w->did.pre_trend.n;
    if (isnan(row.p)) {
        row.note = row.n == 0
                       ? wks_tr("no effect before the start has a margin to test with",
                                "geen effect voor de start heeft een marge om mee te toetsen")
                       : wks_tr("too many effects before the start for so few clusters",
                                "te veel effecten voor de start voor zo weinig clusters");
    }
    put(w->out, &row);
    put_number(w->out, "panel", "units", (double)panel->n_units);
    put_number(w->out, "panel", "periods", (double)panel->n_times);
    put_number(w->out, "panel", "clusters", (double)panel->n_clusters);
    put_number(w->out, "panel", "treated_units", (double)w->did.n_treated);
    put_number(w->out, "panel", "treated_clusters", (double)w->did.n_treated_clusters);
    row = empty_row("panel", "incomplete_units");
    row.value = (double)panel->n_incomplete;
    if (panel->n_incomplete > 0) {
        const char *note =
            wks_arena_printf(w->call->arena, wks_tr("the first is %s", "de eerste is %s"),
                             unit_name(w, panel->incomplete_unit));
        row.note = note == NULL ? "" : note;
    }
    put(w->out, &row);
    put_number(w->out, "panel", "always_treated_left_out", (double)panel->n_always);
}

/* Two periods with a start at the second: the classic comparison. */
static wks_code put_two_by_two(const work *w, wks_error *err)
{
    wks_two_by_two found;
    wks_did_bootstrap_options options = w->bootstrap;
    if (w->panel.n_times != 2 || w->did.n_treated == 0 || w->panel.n_x > 0) {
        return WKS_OK;
    }
    options.weights = WKS_DID_RADEMACHER;
    WKS_TRY(wks_two_by_two_estimate(&w->panel, 1, 0, 1, &options, w->call->arena, &found, err));
    output_row row = empty_row("two_by_two", "clustered");
    row.value = found.effect;
    row.se = found.se;
    row.n = (double)found.n_clusters;
    put(w->out, &row);
    row.name = "clustered_corrected";
    row.se = found.se_corrected;
    row.lower = found.lower;
    row.upper = found.upper;
    row.p = found.p;
    put(w->out, &row);
    row = empty_row("two_by_two", "wild_bootstrap");
    row.value = found.effect;
    row.p = found.wild_p;
    row.n = (double)options.n_draws;
    put(w->out, &row);
    return WKS_OK;
}

static void put_matched(const work *w, const wks_placebo *found)
{
    static const char *const names[] = {"level", "trend"};
    const wks_matched_areas *matched = &found->matched;
    for (size_t m = 0; m < w->placebo.k && matched->n_treated > 0; m++) {
        output_row row = empty_row("matched", unit_name(w, w->panel.unit[matched->match[m]]));
        row.value = matched->distance[m];
        put(w->out, &row);
    }
    for (size_t f = 0; f < 2 + w->panel.n_x && matched->n_treated > 0; f++) {
        output_row row = empty_row("balance", f < 2 ? names[f] : "covariate");
        row.time = f < 2 ? NAN : (double)(f - 1);
        row.value = matched->balance[f].after;
        row.lower = matched->balance[f].before;
        row.note = wks_tr("standardised difference; lower is before matching",
                          "gestandaardiseerd verschil; lower is voor het zoeken");
        put(w->out, &row);
    }
}

/* One area: its place among the others is all there is. */
static wks_code put_placebo(const work *w, wks_error *err)
{
    wks_placebo found;
    size_t unit = 0;
    while (unit < w->panel.n_units && w->panel.group[unit] == w->panel.n_times) {
        unit++;
    }
    WKS_TRY(wks_placebo_rank(&w->panel, unit, &w->placebo, w->call->arena, &found, err));
    output_row row = empty_row("placebo", "rank");
    row.value = found.treated.effect;
    row.p = found.p;
    row.n = (double)found.n_areas;
    row.note = wks_tr("share of areas with a difference as large; no effect is claimed",
                      "deel van de gebieden met een even groot verschil; geen uitspraak over "
                      "effect");
    put(w->out, &row);
    row.name = "rank_by_ratio";
    if (isinf(found.treated.ratio)) {
        row.value = NAN;
        row.note = wks_tr("its matched areas follow it without any difference before the start",
                          "de gelijkende gebieden volgen het voor de start zonder enig verschil");
    } else {
        row.value = found.treated.ratio;
    }
    row.p = found.p_ratio;
    put(w->out, &row);
    put_number(w->out, "placebo", "least_p", found.least_p);
    put_matched(w, &found);
    for (size_t i = 0; i < found.n_areas; i++) {
        put_number(w->out, "placebo_area", unit_name(w, w->panel.unit[found.areas[i].unit]),
                   found.areas[i].effect);
    }
    return WKS_OK;
}

static wks_code put_all(const work *w, wks_error *err)
{
    static const char *const names[] = {"simple", "dynamic", "group", "calendar"};
    put_status(w->out, w->did.refusal);
    if (w->did.refusal == WKS_EFFECT_ALLOWED && isnan(w->did.pre_trend.p)) {
        put_status(w->out, WKS_EFFECT_PRE_UNTESTED);
    }
    put_diagnostics(w);
    if (w->did.refusal == WKS_EFFECT_NO_TREATED || w->did.refusal == WKS_EFFECT_NO_CONTROL) {
        return WKS_OK;
    }
    if (w->did.refusal == WKS_EFFECT_ONE_TREATED && w->did.n_treated == 1) {
        return put_placebo(w, err);
    }
    WKS_TRY(put_effects(w, err));
    for (size_t kind = 0; kind < 4; kind++) {
        WKS_TRY(put_aggregate(w, (wks_did_kind)kind, names[kind], err));
    }
    return put_two_by_two(w, err);
}

/* ---- flags and rows -------------------------------------------------------------------------- */

/* The index of a flag's value in a list of names; the first when it was not given. */
static wks_code read_name(const work *w, const wks_arguments *arguments, const char *flag,
                          const char *const names[], size_t n, int *out, wks_error *err)
{
    const char *value = wks_arguments_flag(w->call, arguments, flag);
    *out = 0;
    for (size_t i = 0; i < n && value != NULL; i++) {
        if (strcmp(value, names[i]) == 0) {
            *out = (int)i;
            return WKS_OK;
        }
    }
    if (value != NULL) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("--%s: unknown name; see --help", "--%s: onbekende naam; zie "
                                                                 "--help"),
                        flag);
    }
    return WKS_OK;
}

static wks_code read_options(work *w, const wks_arguments *arguments, wks_error *err)
{
    double draws = 0;
    double seed = 0;
    double k = 0;
    int found = 0;
    WKS_TRY(wks_method_number(w->call, arguments, "confidence", 0.5, 0.9999, 0.95,
                              &w->options.confidence, err));
    WKS_TRY(wks_method_number(w->call, arguments, "bootstrap", 99, 99999, 0, &draws, err));
    WKS_TRY(wks_method_number(w->call, arguments, "seed", 0, 9007199254740991.0, 1, &seed, err));
    WKS_TRY(wks_method_number(w->call, arguments, "matches", 0, 1000, 5, &k, err));
    WKS_TRY(read_name(w, arguments, "control", (const char *const[]){"never", "notyet"}, 2, &found,
                      err));
    w->options.control = (wks_did_control)found;
    WKS_TRY(read_name(w, arguments, "estimator", (const char *const[]){"dr", "reg", "ipw"}, 3,
                      &found, err));
    w->options.estimator = (wks_did_estimator)found;
    WKS_TRY(read_name(w, arguments, "base", (const char *const[]){"varying", "universal"}, 2,
                      &found, err));
    w->options.has_universal_base = found == 1;
    WKS_TRY(read_name(w, arguments, "weights", (const char *const[]){"rademacher", "mammen"}, 2,
                      &found, err));
    w->bootstrap =
        (wks_did_bootstrap_options){(wks_did_weights)found, draws > 0 ? (size_t)draws : 1999,
                                    (uint64_t)seed, w->options.confidence};
    WKS_TRY(read_name(w, arguments, "metric", (const char *const[]){"standardised", "mahalanobis"},
                      2, &found, err));
    w->placebo = (wks_placebo_options){(size_t)k, (wks_matched_metric)found};
    w->has_bootstrap = draws > 0;
    return WKS_OK;
}

static wks_code read_rows(work *w, const wks_arguments *arguments, wks_error *err)
{
    static const char *const needed[] = {"data", "y", "unit", "time", "group"};
    const char *value[sizeof needed / sizeof needed[0]];
    const char *cluster = wks_arguments_flag(w->call, arguments, "cluster");
    wks_arena *arena = w->call->arena;
    wks_method_groups clusters;
    double *numbers = NULL;
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        WKS_TRY(wks_method_flag(w->call, arguments, needed[i], &value[i], err));
    }
    WKS_TRY(wks_method_read(value[0], arena, &w->table, err));
    w->rows.n = w->table.n_rows;
    WKS_TRY(wks_method_numbers(&w->table, value[1], true, arena, &numbers, err));
    w->rows.y = numbers;
    WKS_TRY(wks_method_group(&w->table, value[2], arena, &w->units, err));
    w->rows.unit = w->units.of_row;
    w->rows.n_units = w->units.n;
    WKS_TRY(wks_method_numbers(&w->table, value[3], false, arena, &numbers, err));
    w->rows.time = numbers;
    WKS_TRY(wks_method_numbers(&w->table, value[4], true, arena, &numbers, err));
    w->rows.group = numbers;
    if (cluster != NULL) {
        WKS_TRY(wks_method_group(&w->table, cluster, arena, &clusters, err));
        w->rows.cluster = clusters.of_row;
    }
    WKS_TRY(wks_method_matrix(&w->table, wks_arguments_flag(w->call, arguments, "x"), arena,
                              &numbers, &w->rows.n_x, err));
    w->rows.x = numbers;
    return WKS_OK;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_buffer out = {0};
    work w = {.call = call, .out = &out};
    WKS_TRY(read_options(&w, arguments, err));
    WKS_TRY(read_rows(&w, arguments, err));
    const wks_panel_options options = {
        .keep_incomplete = wks_arguments_flag(call, arguments, "keep-incomplete") != NULL,
    };
    const wks_code code = wks_panel_make(&w.rows, &options, call->arena, &w.panel, err);
    if (code != WKS_OK) {
        return wks_error_prefix(err, code, "%s", w.table.path);
    }
    w.has_bootstrap = w.has_bootstrap || w.panel.n_clusters < WKS_DID_MANY_CLUSTERS;
    WKS_TRY(wks_difference_in_differences_fit(&w.panel, &w.options, call->arena, &w.did, err));
    wks_buffer_text(&out, columns);
    const wks_code written = put_all(&w, err);
    if (written != WKS_OK) {
        wks_buffer_clear(&out);
        return written;
    }
    return wks_method_write(call, arguments, &out, err);
}

static const wks_flag flags[] = {
    WKS_METHOD_FLAGS,
    {"y", "COLUMN", "the outcome; empty is missing", "de uitkomst; leeg is ontbrekend"},
    {"unit", "COLUMN", "the area", "het gebied"},
    {"time", "COLUMN", "the period, a number", "de periode, een getal"},
    {"group", "COLUMN", "first period in which the area takes part; empty or 0: never",
     "eerste periode waarin het gebied meedoet; leeg of 0: nooit"},
    {"control", "NAME", "never (default) or notyet: areas that begin later too",
     "never (standaard) of notyet: ook gebieden die later beginnen"},
    {"cluster", "COLUMN", "errors by this (the area)", "fouten per groep hiervan (het gebied)"},
    {"x", "COLUMNS", "covariates, a,b,c", "achtergrondkenmerken, a,b,c"},
    {"estimator", "NAME", "with --x: dr (doubly robust, default), reg or ipw",
     "met --x: dr (dubbel robuust, standaard), reg of ipw"},
    {"base", "NAME", "for periods before: varying (default) or universal",
     "voor perioden ervoor: varying (standaard) of universal"},
    {"keep-incomplete", NULL, "use areas that miss a period where they can be",
     "gebruik gebieden die een periode missen waar het kan"},
    {"bootstrap", "N", "draws, from 99; 1999 when there are under 40 clusters, else none",
     "trekkingen, vanaf 99; 1999 bij minder dan 40 clusters, anders geen"},
    {"weights", "NAME", "rademacher (default) or mammen", "rademacher (standaard) of mammen"},
    {"seed", "N", "of the bootstrap (1)", "van de bootstrap (1)"},
    {"confidence", "SHARE", "of the intervals (0.95)", "van de intervallen (0.95)"},
    {"matches", "K", "one treated area: matched areas for each; 0 is all (5)",
     "een deelnemend gebied: gelijkende gebieden per gebied; 0 is alle (5)"},
    {"metric", "NAME", "standardised (default) or mahalanobis",
     "standardised (standaard) of mahalanobis"},
};

const wks_verb wks_method_did = {
    .group = "method",
    .name = "did",
    .arguments = "",
    .english = "difference in differences: did areas that began change more than others",
    .dutch = "verschil in verschillen: veranderden gebieden die begonnen meer dan andere",
    .more_english =
        "A row of the input is an area in a period, in any order.\n"
        "Output: part,name,group,time,value,se,lower,upper,band_lower,band_upper,p,n,note. Parts:\n"
        "status (ok, or why no effect may be claimed), pre_trend (joint test of the periods "
        "before),\n"
        "panel (counts), attgt (effect by group and period), simple, dynamic (event study; time "
        "is\n"
        "since the start), group, calendar, two_by_two (only with two periods). lower and upper "
        "hold\n"
        "for each row, band_* for all rows of the part together (bootstrap). With one treated "
        "area:\n"
        "placebo, matched and balance instead.\n"
        "Example: wijkscan method did --data mpdta.csv --y lemp --unit countyreal --time year "
        "--group first.treat",
    .more_dutch =
        "Een rij van de invoer is een gebied in een periode, in willekeurige volgorde.\n"
        "Uitvoer: part,name,group,time,value,se,lower,upper,band_lower,band_upper,p,n,note. "
        "Delen:\n"
        "status (ok, of waarom geen effect mag worden genoemd), pre_trend (toets op de perioden\n"
        "ervoor), panel (aantallen), attgt (effect per groep en periode), simple, dynamic (naar "
        "tijd\n"
        "sinds de start), group, calendar, two_by_two (alleen met twee perioden). lower en upper\n"
        "gelden per rij, band_* voor alle rijen van het deel samen (bootstrap). Met een "
        "deelnemend\n"
        "gebied: placebo, matched en balance.\n"
        "Voorbeeld: wijkscan method did --data mpdta.csv --y lemp --unit countyreal --time year "
        "--group first.treat",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
