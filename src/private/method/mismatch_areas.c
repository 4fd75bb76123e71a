/* Stage A of the mismatch: the bivariate Fay-Herriot model, its sensitivity, and what explains.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "private/method/mismatch.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* ---- the model ------------------------------------------------------------------------------ */

static wks_code take_use(const wks_mismatch_data *data, wks_arena *arena, double **use,
                         double **variance, wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, data->n_areas, sizeof **use, use, err));
    WKS_TRY(wks_arena_take(arena, data->n_areas, sizeof **variance, variance, err));
    for (size_t i = 0; i < data->n_areas; i++) {
        if (isnan(data->observed[i])) {
            (*use)[i] = (*variance)[i] = NAN;
            continue;
        }
        if (!isfinite(data->observed[i]) || data->observed[i] < 0 || !(data->expected[i] > 0) ||
            !isfinite(data->expected[i])) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("area %zu: expected a count of zero or more and an expected "
                                   "count above zero",
                                   "gebied %zu: verwacht een aantal van nul of meer en een "
                                   "verwacht aantal boven nul"),
                            i + 1);
        }
        (*use)[i] = log((data->observed[i] + 0.5) / data->expected[i]);
        (*variance)[i] = 1 / (data->observed[i] + 0.5);
    }
    return WKS_OK;
}

/* The constant before the covariates. */
static wks_code take_design(const wks_mismatch_data *data, wks_arena *arena, double **out,
                            wks_error *err)
{
    const size_t n = data->n_areas;
    WKS_TRY(wks_arena_take(arena, n * (1 + data->n_x), sizeof **out, out, err));
    for (size_t i = 0; i < n; i++) {
        (*out)[i] = 1;
    }
    if (data->n_x > 0) {
        memcpy(*out + n, data->x, n * data->n_x * sizeof **out);
    }
    return WKS_OK;
}

static wks_code fit_model(const wks_mismatch_data *data, double inflate, wks_arena *arena,
                          wks_fay_herriot_bivariate_fit *fit, wks_error *err)
{
    wks_fay_herriot_bivariate_data *model = NULL;
    double *use = NULL;
    double *use_variance = NULL;
    double *need_variance = NULL;
    double *design = NULL;
    WKS_TRY(take_use(data, arena, &use, &use_variance, err));
    WKS_TRY(take_design(data, arena, &design, err));
    WKS_TRY(wks_arena_take(arena, data->n_areas, sizeof(double), &need_variance, err));
    WKS_TRY(wks_arena_take(arena, 1, sizeof *model, &model, err));
    for (size_t i = 0; i < data->n_areas; i++) {
        need_variance[i] = inflate * data->need_variance[i];
        use_variance[i] *= inflate;
    }
    *model = (wks_fay_herriot_bivariate_data){.n_areas = data->n_areas,
                                              .need = data->need,
                                              .need_variance = need_variance,
                                              .use = use,
                                              .use_variance = use_variance,
                                              .covariance = data->covariance,
                                              .n_x = 1 + data->n_x,
                                              .n_z = 1,
                                              .x = design,
                                              .z = design};
    return wks_fay_herriot_bivariate_fit_areas(model, true, arena, fit, err);
}

static wks_code draw(const wks_mismatch_options *options, wks_arena *arena, wks_mismatch_fit *fit,
                     wks_error *err)
{
    const size_t n = fit->model.data->n_areas;
    const size_t n_draws = options->n_draws == 0 ? 2000 : options->n_draws;
    wks_fay_herriot_bivariate_draws draws = {.n_draws = n_draws};
    WKS_TRY(wks_arena_take(arena, n * n_draws, sizeof(double), &draws.need, err));
    WKS_TRY(wks_arena_take(arena, n * n_draws, sizeof(double), &draws.gap, err));
    WKS_TRY(wks_arena_take(arena, n * n_draws, sizeof(double), &draws.expected, err));
    WKS_TRY(wks_fay_herriot_bivariate_draw(&fit->model, options->seed, arena, &draws, err));
    fit->draws = (wks_mismatch_draws){.n_areas = n,
                                      .n_draws = n_draws,
                                      .need = draws.need,
                                      .gap = draws.gap,
                                      .expected = draws.expected};
    return WKS_OK;
}

static wks_code fit_inflated(const wks_mismatch_data *data, const wks_mismatch_options *options,
                             double inflate, wks_arena *arena, wks_mismatch_fit *fit,
                             wks_error *err)
{
    WKS_TRY(fit_model(data, inflate, arena, &fit->model, err));
    WKS_TRY(draw(options, arena, fit, err));
    return wks_mismatch_judge(&fit->draws, &options->rule, arena, &fit->result, err);
}

wks_code wks_mismatch_fit_areas(const wks_mismatch_data *data, const wks_mismatch_options *options,
                                wks_arena *arena, wks_mismatch_fit *fit, wks_error *err)
{
    return fit_inflated(data, options, 1, arena, fit, err);
}

/* ---- sensitivity ---------------------------------------------------------------------------- */

const char *wks_mismatch_variant_text(wks_mismatch_variant variant)
{
    switch (variant) {
    case WKS_MISMATCH_BASE:
        return wks_tr("as chosen", "zoals gekozen");
    case WKS_MISMATCH_RATIO_85:
        return wks_tr("use under 0.85 of expected", "gebruik onder 0,85 van verwacht");
    case WKS_MISMATCH_RATIO_95:
        return wks_tr("use under 0.95 of expected", "gebruik onder 0,95 van verwacht");
    case WKS_MISMATCH_TOP_20:
        return wks_tr("need among the highest 20 %", "behoefte bij de hoogste 20 %");
    case WKS_MISMATCH_TOP_40:
        return wks_tr("need among the highest 40 %", "behoefte bij de hoogste 40 %");
    case WKS_MISMATCH_NO_COVARIANCE:
        return wks_tr("errors of need and use independent",
                      "fouten van behoefte en gebruik onafhankelijk");
    case WKS_MISMATCH_NO_COVARIATES:
        return wks_tr("need without covariates", "behoefte zonder covariaten");
    case WKS_MISMATCH_VARIANCE_150:
        return wks_tr("sampling variances times 1.5", "steekproefvarianties maal 1,5");
    case WKS_MISMATCH_SPATIAL:
        return wks_tr("with neighbours (spatial)", "met buurgebieden (ruimtelijk)");
    case WKS_MISMATCH_ALTERNATIVE:
        break;
    }
    return wks_tr("other inputs", "andere invoer");
}

/* The base and where its variants put their rows. */
typedef struct table {
    const wks_mismatch_data *data;
    const wks_mismatch_options *options;
    wks_mismatch_fit base;
    wks_mismatch_row *rows;
    size_t n_rows;
} table;

static void compare(const table *t, const wks_mismatch_result *result, wks_mismatch_row *row)
{
    row->is_available = true;
    row->n_strong = result->n_strong;
    row->n_possible = result->n_possible;
    for (size_t i = 0; i < t->data->n_areas; i++) {
        const wks_mismatch_area *before = &t->base.result.areas[i];
        const wks_mismatch_area *now = &result->areas[i];
        row->n_kept += before->label != WKS_MISMATCH_NONE && now->label != WKS_MISMATCH_NONE;
        row->n_new += before->label == WKS_MISMATCH_NONE && now->label != WKS_MISMATCH_NONE;
        row->largest_change =
            fmax(row->largest_change, fabs(now->probability - before->probability));
        row->probability[i] = now->probability;
    }
}

static wks_code new_row(table *t, wks_mismatch_variant variant, wks_arena *arena,
                        wks_mismatch_row **row, wks_error *err)
{
    *row = &t->rows[t->n_rows++];
    (*row)->variant = variant;
    return wks_arena_take(arena, t->data->n_areas, sizeof(double), &(*row)->probability, err);
}

/* The same draws under another rule. */
static wks_code add_rule(table *t, wks_mismatch_variant variant, wks_mismatch_rule rule,
                         wks_arena *arena, wks_error *err)
{
    wks_mismatch_row *row = NULL;
    wks_mismatch_result result;
    WKS_TRY(new_row(t, variant, arena, &row, err));
    WKS_TRY(wks_mismatch_judge(&t->base.draws, &rule, arena, &result, err));
    compare(t, &result, row);
    return WKS_OK;
}

/* Why a variant could not be fitted. */
static wks_code give_reason(wks_code code, const wks_error *why, wks_arena *arena,
                            wks_mismatch_row *row, wks_error *err)
{
    if (code == WKS_E_MEMORY) {
        return wks_arena_fail(err);
    }
    row->reason = wks_arena_text(arena, why->text);
    return row->reason == NULL ? wks_arena_fail(err) : WKS_OK;
}

/* Other inputs, fitted anew. */
static wks_code add_fit(table *t, wks_mismatch_variant variant, const wks_mismatch_data *data,
                        wks_arena *arena, wks_error *err)
{
    wks_mismatch_row *row = NULL;
    wks_mismatch_fit fit;
    wks_error why = {0};
    WKS_TRY(new_row(t, variant, arena, &row, err));
    const double inflate = variant == WKS_MISMATCH_VARIANCE_150 ? 1.5 : 1;
    const wks_code code =
        data->n_areas == t->data->n_areas
            ? fit_inflated(data, t->options, inflate, arena, &fit, &why)
            : wks_fail(&why, WKS_E_ARGUMENT, "%s",
                       wks_tr("other areas than the base", "andere gebieden dan de basis"));
    if (code == WKS_OK) {
        compare(t, &fit.result, row);
        return WKS_OK;
    }
    return give_reason(code, &why, arena, row, err);
}

static wks_code add_spatial(table *t, wks_arena *arena, wks_error *err)
{
    wks_mismatch_row *row = NULL;
    wks_mismatch_shared fit;
    wks_error why = {0};
    WKS_TRY(new_row(t, WKS_MISMATCH_SPATIAL, arena, &row, err));
    const wks_code code = wks_mismatch_shared_fit(t->data, t->options, arena, &fit, &why);
    if (code == WKS_OK) {
        compare(t, &fit.result, row);
        return WKS_OK;
    }
    return give_reason(code, &why, arena, row, err);
}

static wks_code add_without(table *t, wks_mismatch_variant variant, bool applies,
                            const wks_mismatch_data *data, wks_arena *arena, wks_error *err)
{
    wks_mismatch_row *row = NULL;
    if (applies) {
        return add_fit(t, variant, data, arena, err);
    }
    WKS_TRY(new_row(t, variant, arena, &row, err));
    row->reason = variant == WKS_MISMATCH_NO_COVARIATES
                      ? wks_tr("need has no covariates", "de behoefte heeft geen covariaten")
                      : wks_tr("no covariance was given", "er is geen covariantie gegeven");
    return WKS_OK;
}

static wks_code add_rules(table *t, wks_arena *arena, wks_error *err)
{
    wks_mismatch_rule rule = t->options->rule;
    WKS_TRY(add_rule(t, WKS_MISMATCH_BASE, rule, arena, err));
    rule.ratio = 0.85;
    WKS_TRY(add_rule(t, WKS_MISMATCH_RATIO_85, rule, arena, err));
    rule.ratio = 0.95;
    WKS_TRY(add_rule(t, WKS_MISMATCH_RATIO_95, rule, arena, err));
    rule = t->options->rule;
    rule.top_share = 0.2;
    WKS_TRY(add_rule(t, WKS_MISMATCH_TOP_20, rule, arena, err));
    rule.top_share = 0.4;
    return add_rule(t, WKS_MISMATCH_TOP_40, rule, arena, err);
}

wks_code wks_mismatch_sensitivity(const wks_mismatch_data *data,
                                  const wks_mismatch_options *options,
                                  const wks_mismatch_alternative *alternatives,
                                  size_t n_alternatives, wks_arena *arena, wks_mismatch_row **rows,
                                  size_t *n_rows, wks_error *err)
{
    table t = {.data = data, .options = options};
    wks_mismatch_data plain = *data;
    wks_mismatch_data bare = *data;
    plain.covariance = NULL;
    bare.n_x = 0;
    WKS_TRY(wks_arena_take(arena, WKS_MISMATCH_ALTERNATIVE + n_alternatives, sizeof *t.rows,
                           &t.rows, err));
    WKS_TRY(wks_mismatch_fit_areas(data, options, arena, &t.base, err));
    WKS_TRY(add_rules(&t, arena, err));
    WKS_TRY(
        add_without(&t, WKS_MISMATCH_NO_COVARIANCE, data->covariance != NULL, &plain, arena, err));
    WKS_TRY(add_without(&t, WKS_MISMATCH_NO_COVARIATES, data->n_x > 0, &bare, arena, err));
    WKS_TRY(add_fit(&t, WKS_MISMATCH_VARIANCE_150, data, arena, err));
    WKS_TRY(add_spatial(&t, arena, err));
    for (size_t k = 0; k < n_alternatives; k++) {
        WKS_TRY(add_fit(&t, WKS_MISMATCH_ALTERNATIVE, &alternatives[k].data, arena, err));
        t.rows[t.n_rows - 1].name = alternatives[k].name;
    }
    *rows = t.rows;
    *n_rows = t.n_rows;
    return WKS_OK;
}

/* ---- what is explained ---------------------------------------------------------------------- */

/* Variance between areas, weighted by precision, of values with noise 1 / (observed + 1/2). */
static double between(const wks_mismatch_data *data, const double *values)
{
    double weights = 0;
    double mean = 0;
    double squares = 0;
    double weight_squares = 0;
    double known = 0;
    for (size_t i = 0; i < data->n_areas; i++) {
        if (!isnan(values[i])) {
            weights += data->observed[i] + 0.5;
            mean += (data->observed[i] + 0.5) * values[i];
            weight_squares += (data->observed[i] + 0.5) * (data->observed[i] + 0.5);
            known++;
        }
    }
    mean /= weights;
    for (size_t i = 0; i < data->n_areas; i++) {
        if (!isnan(values[i])) {
            squares += (data->observed[i] + 0.5) * (values[i] - mean) * (values[i] - mean);
        }
    }
    /* DerSimonian & Laird (1986), doi:10.1016/0197-2456(86)90046-2; may be negative */
    return (squares - (known - 1)) / (weights - weight_squares / weights);
}

static wks_code take_parts(size_t n, wks_arena *arena, wks_mismatch_parts *out, wks_error *err)
{
    *out = (wks_mismatch_parts){0};
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->crude, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->demography, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->need, err));
    return wks_arena_take(arena, n, sizeof(double), &out->gap, err);
}

static wks_code overall(const wks_mismatch_data *data, const double *population, double *rate,
                        double *ratio, wks_error *err)
{
    double count = 0;
    double people = 0;
    double expected = 0;
    for (size_t i = 0; i < data->n_areas; i++) {
        if (!(population[i] > 0) || !isfinite(population[i])) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("area %zu: expected a population above zero",
                                   "gebied %zu: verwacht een bevolking boven nul"),
                            i + 1);
        }
        if (!isnan(data->observed[i])) {
            count += data->observed[i];
            people += population[i];
            expected += data->expected[i];
        }
    }
    if (!(count > 0)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("no area has a count", "geen enkel gebied heeft een aantal"));
    }
    *rate = count / people;
    *ratio = count / expected;
    return WKS_OK;
}

wks_code wks_mismatch_explain(const wks_mismatch_data *data, const double *population,
                              const double *need_expected, wks_arena *arena,
                              wks_mismatch_parts *out, wks_error *err)
{
    const size_t n = data->n_areas;
    double rate = 0;
    double ratio = 0;
    double *standardised = NULL;
    WKS_TRY(overall(data, population, &rate, &ratio, err));
    WKS_TRY(take_parts(n, arena, out, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *standardised, &standardised, err));
    for (size_t i = 0; i < n; i++) {
        if (isnan(data->observed[i])) {
            out->crude[i] = out->demography[i] = out->need[i] = out->gap[i] = NAN;
            standardised[i] = NAN;
            continue;
        }
        const double count = data->observed[i] + 0.5;
        out->crude[i] = log(count / (population[i] * rate));
        standardised[i] = log(count / (data->expected[i] * ratio));
        out->demography[i] = out->crude[i] - standardised[i];
        out->need[i] = log(need_expected[i] / ratio);
        out->gap[i] = standardised[i] - out->need[i];
    }
    const double crude = between(data, out->crude);
    const double left = between(data, standardised);
    const double gap = between(data, out->gap);
    out->share_demography = out->share_need = out->share_gap = NAN;
    if (!(crude > 0)) {
        out->status = WKS_MISMATCH_SHARE_NO_DIFFERENCE;
        return WKS_OK;
    }
    out->share_demography = 1 - left / crude;
    out->share_need = (left - gap) / crude;
    out->share_gap = gap / crude;
    return WKS_OK;
}
