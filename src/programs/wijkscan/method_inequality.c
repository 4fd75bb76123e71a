/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "private/method/inequality.h"
#include "private/method/slope_index.h"
#include "private/method/slope_scatter.h"
#include "programs/wijkscan/method.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The columns that were asked for, [n_rows] each; NULL where not. */
typedef struct columns {
    double *estimate, *population, *se, *lower, *upper, *order, *reference;
} columns;

typedef struct settings {
    double scale, confidence, repetitions, seed;
    wks_slope_scale type;
    bool is_adverse, as_healthequal, fits_on_scale;
} settings;

/* One group's rows, in order. */
typedef struct part {
    size_t n;
    double *estimate, *population, *se, *slope_value, *slope_se;
    size_t reference;
} part;

static const double z_95 = 1.959963984540054;

/* ---- in ---------------------------------------------------------------------------------------
 */

static wks_code read_column(const wks_call *call, const wks_arguments *arguments,
                            const wks_method_data *data, const char *flag, double **out,
                            wks_error *err)
{
    const char *name = wks_arguments_flag(call, arguments, flag);
    *out = NULL;
    return name == NULL ? WKS_OK : wks_method_numbers(data, name, false, call->arena, out, err);
}

static wks_code read_columns(const wks_call *call, const wks_arguments *arguments,
                             const wks_method_data *data, columns *out, wks_error *err)
{
    const char *needed = NULL;
    WKS_TRY(wks_method_flag(call, arguments, "estimate", &needed, err));
    WKS_TRY(wks_method_flag(call, arguments, "population", &needed, err));
    WKS_TRY(read_column(call, arguments, data, "estimate", &out->estimate, err));
    WKS_TRY(read_column(call, arguments, data, "population", &out->population, err));
    WKS_TRY(read_column(call, arguments, data, "se", &out->se, err));
    WKS_TRY(read_column(call, arguments, data, "lower", &out->lower, err));
    WKS_TRY(read_column(call, arguments, data, "upper", &out->upper, err));
    WKS_TRY(read_column(call, arguments, data, "order", &out->order, err));
    WKS_TRY(read_column(call, arguments, data, "reference", &out->reference, err));
    if ((out->lower == NULL) != (out->upper == NULL)) {
        return wks_fail(
            err, WKS_E_ARGUMENT, "%s",
            wks_tr("--lower and --upper belong together", "--lower en --upper horen bij elkaar"));
    }
    return WKS_OK;
}

static wks_code read_settings(const wks_call *call, const wks_arguments *arguments, settings *out,
                              wks_error *err)
{
    static const char *const types[] = {"plain", "rate", "proportion"};
    const char *type = wks_arguments_flag(call, arguments, "type");
    WKS_TRY(wks_method_number(call, arguments, "scale", 1e-9, 1e12, 100, &out->scale, err));
    WKS_TRY(
        wks_method_number(call, arguments, "confidence", 0.5, 0.9999, 0.95, &out->confidence, err));
    WKS_TRY(wks_method_number(call, arguments, "repetitions", 1000, 1e7, 100000, &out->repetitions,
                              err));
    WKS_TRY(wks_method_number(call, arguments, "seed", 0, 1e15, 1, &out->seed, err));
    out->is_adverse = wks_arguments_flag(call, arguments, "adverse") != NULL;
    out->as_healthequal = wks_arguments_flag(call, arguments, "as-healthequal") != NULL;
    out->fits_on_scale = wks_arguments_flag(call, arguments, "fit-on-scale") != NULL;
    for (int i = 0; i < 3; i++) {
        if (strcmp(type == NULL ? types[0] : type, types[i]) == 0) {
            out->type = (wks_slope_scale)i;
            return WKS_OK;
        }
    }
    return wks_fail(err, WKS_E_ARGUMENT, "%s",
                    wks_tr("--type: expected plain, rate or proportion",
                           "--type: verwacht plain, rate of proportion"));
}

/* ---- one group --------------------------------------------------------------------------------
 */

/* Rows by group: those of group g stand in rows from start[g] to start[g + 1]. */
static wks_code sort_rows(const wks_method_data *data, const wks_method_groups *groups,
                          wks_arena *arena, size_t **rows, size_t **start, wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, data->n_rows, sizeof **rows, rows, err));
    WKS_TRY(wks_arena_take(arena, groups->n + 2, sizeof **start, start, err));
    for (size_t i = 0; i < data->n_rows; i++) {
        (*start)[groups->of_row[i] + 2]++;
    }
    for (size_t g = 0; g < groups->n; g++) {
        (*start)[g + 2] += (*start)[g + 1];
    }
    for (size_t i = 0; i < data->n_rows; i++) {
        (*rows)[(*start)[groups->of_row[i] + 1]++] = i;
    }
    return WKS_OK;
}

/* One group's rows by their order; equals stay as they stand. */
static void sort_by(const double *order, size_t *rows, size_t n)
{
    for (size_t k = 1; order != NULL && k < n; k++) {
        const size_t row = rows[k];
        size_t at = k;
        while (at > 0 && order[rows[at - 1]] > order[row]) {
            rows[at] = rows[at - 1];
            at--;
        }
        rows[at] = row;
    }
}

/* The standard error of the value that the line is fitted to, on the scale of its type. */
static double slope_se(const columns *from, const settings *how, size_t row)
{
    const double value = from->estimate[row];
    const double unit = how->type == WKS_SLOPE_LOGIT ? how->scale : 1;
    if (from->lower != NULL) {
        return wks_slope_se(how->type, from->lower[row] / unit, from->upper[row] / unit);
    }
    if (from->se == NULL) {
        return 0;
    }
    const double se = from->se[row] / unit;
    const double p = value / unit;
    return how->type == WKS_SLOPE_PLAIN ? se
           : how->type == WKS_SLOPE_LOG ? se / value
                                        : se / (p * (1 - p));
}

static wks_code take_part(const columns *from, const settings *how, const size_t *rows, size_t n,
                          wks_arena *arena, part *out, wks_error *err)
{
    *out = (part){.n = n, .reference = WKS_INEQUALITY_NO_REFERENCE};
    double **const arrays[] = {&out->estimate, &out->population, &out->se, &out->slope_value,
                               &out->slope_se};
    for (size_t k = 0; k < 5; k++) {
        WKS_TRY(wks_arena_take(arena, n, sizeof(double), arrays[k], err));
    }
    for (size_t i = 0; i < n; i++) {
        const size_t row = rows[i];
        out->estimate[i] = from->estimate[row];
        out->population[i] = from->population[row];
        out->slope_value[i] =
            how->type == WKS_SLOPE_LOGIT ? from->estimate[row] / how->scale : from->estimate[row];
        out->slope_se[i] = slope_se(from, how, row);
        if (from->se != NULL) {
            out->se[i] = from->se[row];
        } else if (from->lower != NULL) {
            out->se[i] = (from->upper[row] - from->lower[row]) / (2 * z_95);
        }
        if (from->reference != NULL && from->reference[row] == 1) {
            if (out->reference != WKS_INEQUALITY_NO_REFERENCE) {
                return wks_fail(err, WKS_E_FORMAT, "%s",
                                wks_tr("two reference groups", "twee referentiegroepen"));
            }
            out->reference = i;
        }
    }
    if (from->se == NULL && from->lower == NULL) {
        out->se = NULL;
    }
    return WKS_OK;
}

/* ---- out --------------------------------------------------------------------------------------
 */

typedef struct sheet {
    const wks_method_data *data;
    const wks_method_groups *groups;
    size_t group;
    wks_buffer *out;
} sheet;

static void put_row(const sheet *to, const char *name, wks_inequality row, const char *status)
{
    wks_method_put_group(to->out, to->data, to->groups, to->group);
    wks_buffer_printf(to->out, ",%s", name);
    wks_method_put_next(to->out, row.value);
    wks_method_put_next(to->out, row.se);
    wks_method_put_next(to->out, row.lower);
    wks_method_put_next(to->out, row.upper);
    wks_buffer_printf(to->out, ",%s\n", status);
}

/* Limits are NAN where there are none. */
static void put_slope(const sheet *to, const wks_slope_index *fit, wks_slope_limits limits,
                      const char *const names[2])
{
    const wks_inequality difference = {.value = fit->difference,
                                       .se = NAN,
                                       .lower = limits.difference_lower,
                                       .upper = limits.difference_upper};
    const wks_inequality ratio = {.value = fit->ratio,
                                  .se = NAN,
                                  .lower = limits.has_ratio ? limits.ratio_lower : NAN,
                                  .upper = limits.has_ratio ? limits.ratio_upper : NAN};
    put_row(to, names[0], difference, isnan(limits.difference_lower) ? "no-interval" : "ok");
    put_row(to, names[1], ratio,
            !fit->has_ratio    ? "needs-positive"
            : limits.has_ratio ? "ok"
                               : "no-interval");
}

/* The same line, as sure as the groups lie close to it. */
static wks_code put_scatter(const sheet *to, const wks_slope_data *data, const wks_slope_index *fit,
                            double confidence, wks_arena *arena, wks_error *err)
{
    static const char *const names[] = {"sii-scatter", "rii-scatter"};
    const wks_inequality none = {.value = NAN, .se = NAN, .lower = NAN, .upper = NAN};
    wks_slope_scatter scatter;
    const wks_code code = wks_slope_scatter_make(data, fit, arena, &scatter, err);
    if (code == WKS_E_NUMERIC) {
        put_row(to, names[0], none, "one-group-decides");
        put_row(to, names[1], none, "one-group-decides");
        return WKS_OK;
    }
    WKS_TRY(code);
    put_slope(to, fit, wks_slope_scatter_limits(data, fit, &scatter, confidence), names);
    return WKS_OK;
}

static wks_code put_slopes(const sheet *to, const part *of, const settings *how, wks_arena *arena,
                           wks_error *err)
{
    static const char *const closed_names[] = {"sii-phe", "rii-phe"};
    static const char *const drawn_names[] = {"sii-phe-mc", "rii-phe-mc"};
    const wks_slope_data data = {.n_quantiles = of->n,
                                 .value = of->slope_value,
                                 .se = of->slope_se,
                                 .population = of->population,
                                 .scale = how->type,
                                 .fits_on_scale = how->fits_on_scale,
                                 .multiplier = how->type == WKS_SLOPE_LOGIT ? how->scale : 1};
    const wks_slope_simulation simulation = {.n_repetitions = (size_t)how->repetitions,
                                             .seed = (uint64_t)how->seed,
                                             .stream = to->group,
                                             .n_levels = 1,
                                             .confidence = &how->confidence};
    wks_slope_index fit;
    wks_slope_limits drawn;
    if (of->n < 5) {
        const wks_inequality none = {.value = NAN, .se = NAN, .lower = NAN, .upper = NAN};
        put_row(to, closed_names[0], none, "needs-5-groups");
        put_row(to, closed_names[1], none, "needs-5-groups");
        return WKS_OK;
    }
    WKS_TRY(wks_slope_index_fit(&data, arena, &fit, err));
    if (how->type == WKS_SLOPE_PLAIN) {
        WKS_TRY(put_scatter(to, &data, &fit, how->confidence, arena, err));
    }
    if (of->se == NULL) {
        const wks_slope_limits unknown = {.difference_lower = NAN, .difference_upper = NAN};
        put_slope(to, &fit, unknown, closed_names);
        return WKS_OK;
    }
    const wks_slope_limits closed = wks_slope_index_limits(&data, &fit, how->confidence);
    WKS_TRY(wks_slope_index_simulate(&data, &fit, &simulation, arena, &drawn, err));
    put_slope(to, &fit, closed, closed_names);
    put_slope(to, &fit, drawn, drawn_names);
    return WKS_OK;
}

static wks_code put_group(const sheet *to, const part *of, const settings *how, bool is_ordered,
                          wks_arena *arena, wks_error *err)
{
    wks_inequality out[WKS_INEQUALITY_N_MEASURES];
    const wks_inequality_data data = {.n_groups = of->n,
                                      .estimate = of->estimate,
                                      .se = of->se,
                                      .population = of->population,
                                      .scale = how->scale,
                                      .confidence = how->confidence,
                                      .reference = of->reference,
                                      .is_ordered = is_ordered,
                                      .is_favourable = !how->is_adverse,
                                      .as_healthequal = how->as_healthequal};
    WKS_TRY(wks_inequality_measure_all(&data, arena, out, err));
    for (int i = 0; i < WKS_INEQUALITY_N_MEASURES; i++) {
        put_row(to, wks_inequality_name((wks_inequality_measure)i), out[i],
                wks_inequality_status_name(out[i].status));
    }
    return is_ordered ? put_slopes(to, of, how, arena, err) : WKS_OK;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_method_data data;
    wks_method_groups groups;
    columns from = {0};
    settings how = {0};
    size_t *rows = NULL;
    size_t *start = NULL;
    const char *path = NULL;
    wks_buffer out = {0};
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(read_settings(call, arguments, &how, err));
    WKS_TRY(wks_method_read(path, call->arena, &data, err));
    WKS_TRY(read_columns(call, arguments, &data, &from, err));
    WKS_TRY(wks_method_group(&data, wks_arguments_flag(call, arguments, "by"), call->arena, &groups,
                             err));
    WKS_TRY(sort_rows(&data, &groups, call->arena, &rows, &start, err));
    wks_buffer_printf(&out, "%s,measure,value,se,lower,upper,status\n", groups.header);
    for (size_t g = 0; g < groups.n; g++) {
        part of;
        wks_arena scratch;
        const sheet to = {&data, &groups, g, &out};
        const size_t n = start[g + 1] - start[g];
        wks_arena_init(&scratch, 0); /* the draws of one group are not kept for the next */
        sort_by(from.order, rows + start[g], n);
        wks_code code = take_part(&from, &how, rows + start[g], n, &scratch, &of, err);
        if (code == WKS_OK) {
            code = put_group(&to, &of, &how, from.order != NULL, &scratch, err);
        }
        wks_arena_clear(&scratch);
        if (code != WKS_OK) {
            wks_buffer_clear(&out);
            return wks_error_prefix(
                err, code, wks_tr("%s, the groups from line %zu", "%s, de groepen vanaf regel %zu"),
                data.path, data.line[groups.first[g]]);
        }
    }
    return wks_method_write(call, arguments, &out, err);
}

static const wks_flag flags[] = {
    WKS_METHOD_FLAGS,
    {"estimate", "COLUMN", "the indicator of each group", "de indicator van elke groep"},
    {"population", "COLUMN", "the people of each group", "de mensen van elke groep"},
    {"se", "COLUMN", "its standard error", "de standaardfout ervan"},
    {"lower", "COLUMN", "its lower 95 % limit", "de ondergrens van het 95%-interval"},
    {"upper", "COLUMN", "its upper 95 % limit", "de bovengrens van het 95%-interval"},
    {"order", "COLUMN", "rank, least advantaged first", "rangorde, minst bevoordeeld eerst"},
    {"reference", "COLUMN", "1 marks the reference group", "1 markeert de referentiegroep"},
    {"by", "COLUMNS", "repeat for each of these (area,year)", "herhaal per (gebied,jaar)"},
    {"scale", "NUMBER", "what everybody would be (100)", "wat iedereen zou zijn (100)"},
    {"adverse", NULL, "more of it is worse", "meer ervan is slechter"},
    {"type", "TYPE", "for the line: plain, rate or proportion (plain)",
     "voor de lijn: plain, rate of proportion (plain)"},
    {"fit-on-scale", NULL, "fit the line to logarithm or logit",
     "pas de lijn op logaritme of logit"},
    {"confidence", "NUMBER", "of the intervals (0.95)", "van de intervallen (0.95)"},
    {"repetitions", "NUMBER", "of the Monte Carlo (100000)", "van de Monte Carlo (100000)"},
    {"seed", "NUMBER", "of the Monte Carlo (1)", "van de Monte Carlo (1)"},
    {"as-healthequal", NULL, "repeat its units of standard errors",
     "herhaal zijn eenheden van standaardfouten"},
};

const wks_verb wks_method_inequality = {
    .group = "method",
    .name = "inequality",
    .arguments = "",
    .english = "how unequal groups are: SII, RII, concentration, Theil and more",
    .dutch = "hoe ongelijk groepen zijn: SII, RII, concentratie, Theil en meer",
    .more_english =
        "In: a row per group (income quintile, wijk) with an estimate and its people.\n"
        "Out: a row per measure: measure,value,se,lower,upper,status.\n"
        "  any groups      bgv bgsd theil mld (x 1000), idisu idisw (% of the mean), mdb* mdm* "
        "mdr*\n"
        "                  (mean difference from best, mean, reference; u each group the same, w "
        "by\n"
        "                  people), par paf (what would change if all were as the best; % for "
        "paf)\n"
        "  with --order    aci rci, sii-who rii-who (logistic on the rank, HC1; se of rii of its\n"
        "                  logarithm), sii-phe rii-phe (weighted line on the rank, closed form) "
        "and\n"
        "                  -mc (the same, Monte Carlo as PHEindicatormethods), sii-scatter\n"
        "                  rii-scatter (the same line; interval from how far groups lie from it,\n"
        "                  for areas)\n"
        "status: ok; no-interval; or why there is no number.  A measure without an interval gives\n"
        "no ground for a verdict.",
    .more_dutch =
        "In: een rij per groep (inkomensgroep, wijk) met een schatting en het aantal mensen.\n"
        "Uit: een rij per maat: measure,value,se,lower,upper,status.\n"
        "  elke groep      bgv bgsd theil mld (x 1000), idisu idisw (% van het gemiddelde), mdb*\n"
        "                  mdm* mdr* (gemiddeld verschil met beste, gemiddelde, referentie; u "
        "elke\n"
        "                  groep even zwaar, w naar mensen), par paf (wat er verandert als allen "
        "als\n"
        "                  de beste waren; paf in %)\n"
        "  met --order     aci rci, sii-who rii-who (logistisch op de rang, HC1; se van rii van "
        "de\n"
        "                  logaritme), sii-phe rii-phe (gewogen lijn op de rang, formule) en -mc\n"
        "                  (hetzelfde, Monte Carlo zoals PHEindicatormethods), sii-scatter "
        "rii-scatter\n"
        "                  (dezelfde lijn; interval uit hoe ver groepen ervan af liggen, voor\n"
        "                  gebieden)\n"
        "status: ok; no-interval; of waarom er geen getal is. Een maat zonder interval geeft geen\n"
        "grond voor een oordeel.",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
