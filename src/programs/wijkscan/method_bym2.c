/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "base/json.h"
#include "base/language.h"
#include "private/estimate/bym2.h"
#include "programs/wijkscan/method.h"
#include "programs/wijkscan/method_graph.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the user asked, and what was read for it. */
typedef struct task {
    wks_method_data data;
    wks_method_groups groups; /* areas, when --area was given */
    const char *area;         /* its column; NULL: every row is an area */
    const char *y, *size;     /* columns */
    const char **name;        /* [model.n_covariates] of the covariates */
    wks_bym2_data model;
    size_t n_areas;
    wks_neighbours neighbours;
    wks_bym2_options options;
    double limits[8];
    wks_bym2_fit fit;
} task;

/* ---- flags --------------------------------------------------------------------------------- */

typedef struct choice {
    const char *word;
    int value;
    const char *size; /* the flag that gives the size, for a family */
} choice;

static const choice families[] = {
    {"poisson", WKS_BYM2_POISSON, "expected"},
    {"binomial", WKS_BYM2_BINOMIAL, "trials"},
    {"gaussian", WKS_BYM2_GAUSSIAN, "variance"},
    {"negbin", WKS_BYM2_NEGATIVE_BINOMIAL, "expected"},
};

static const choice effects[] = {
    {"bym2", WKS_BYM2_EFFECT_BYM2, NULL},
    {"iid", WKS_BYM2_EFFECT_IID, NULL},
    {"besag", WKS_BYM2_EFFECT_BESAG, NULL},
    {"leroux", WKS_BYM2_EFFECT_LEROUX, NULL},
};

static wks_code choose(const wks_call *call, const wks_arguments *arguments, const char *flag,
                       const choice choices[4], const choice **out, wks_error *err)
{
    const char *word = wks_arguments_flag(call, arguments, flag);
    *out = &choices[0];
    for (size_t i = 0; i < 4; i++) {
        if (word == NULL || strcmp(word, choices[i].word) == 0) {
            *out = &choices[i];
            return WKS_OK;
        }
    }
    return wks_fail(err, WKS_E_ARGUMENT,
                    wks_tr("--%s: expected %s, %s, %s or %s", "--%s: verwacht %s, %s, %s of %s"),
                    flag, choices[0].word, choices[1].word, choices[2].word, choices[3].word);
}

static wks_code read_limits(const wks_call *call, const wks_arguments *arguments, task *t,
                            wks_error *err)
{
    const char *text = wks_arguments_flag(call, arguments, "above");
    const bool is_risk =
        t->model.family == WKS_BYM2_POISSON || t->model.family == WKS_BYM2_NEGATIVE_BINOMIAL;
    text = text == NULL ? (is_risk ? "1,1.1" : "") : text;
    t->options.limits = t->limits;
    while (*text != 0) {
        const size_t n = strcspn(text, ",");
        if (t->options.n_limits == sizeof t->limits / sizeof t->limits[0] ||
            !wks_text_number(wks_span_trim(text, n), false, &t->limits[t->options.n_limits++])) {
            return wks_fail(err, WKS_E_ARGUMENT, "%s",
                            wks_tr("--above: expected at most eight numbers: 1,1.1",
                                   "--above: verwacht hoogstens acht getallen: 1,1.1"));
        }
        text += n + (text[n] == ',');
    }
    return WKS_OK;
}

static wks_code read_options(const wks_call *call, const wks_arguments *arguments, task *t,
                             wks_error *err)
{
    const choice *effect = NULL;
    int draws = 0;
    int seed = 0;
    WKS_TRY(choose(call, arguments, "effect", effects, &effect, err));
    t->options.effect = (wks_bym2_effect)effect->value;
    WKS_TRY(
        wks_method_number(call, arguments, "sd-limit", 1e-6, 1e6, 0, &t->options.sd_limit, err));
    WKS_TRY(wks_method_number(call, arguments, "sd-chance", 1e-9, 1 - 1e-9, 0,
                              &t->options.sd_probability, err));
    WKS_TRY(wks_method_number(call, arguments, "phi-limit", 1e-6, 1 - 1e-6, 0,
                              &t->options.phi_limit, err));
    WKS_TRY(wks_method_number(call, arguments, "phi-chance", 1e-6, 1 - 1e-6, 0,
                              &t->options.phi_probability, err));
    WKS_TRY(wks_arguments_number(call, arguments, "draws", 0, 1000000, 0, &draws, err));
    WKS_TRY(wks_arguments_number(call, arguments, "seed", 0, INT32_MAX, 1, &seed, err));
    t->options.n_draws = (size_t)draws;
    t->options.seed = (uint64_t)seed;
    if (draws == 0 && wks_arguments_flag(call, arguments, "draws-out") != NULL) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--draws-out needs --draws", "--draws-out vraagt --draws"));
    }
    return read_limits(call, arguments, t, err);
}

/* ---- data ---------------------------------------------------------------------------------- */

static wks_code read_areas(const wks_call *call, const wks_arguments *arguments, task *t,
                           wks_error *err)
{
    size_t *area = NULL;
    t->area = wks_arguments_flag(call, arguments, "area");
    WKS_TRY(wks_method_group(&t->data, t->area, call->arena, &t->groups, err));
    WKS_TRY(wks_arena_take(call->arena, t->data.n_rows, sizeof *area, &area, err));
    for (size_t i = 0; i < t->data.n_rows; i++) {
        area[i] = t->area == NULL ? i : t->groups.of_row[i];
        if (t->area != NULL && *t->data.cells[i * t->data.n_columns + t->groups.columns[0]] == 0) {
            return wks_fail(
                err, WKS_E_FORMAT,
                wks_tr("%s: line %zu, column %s: no area", "%s: regel %zu, kolom %s: geen gebied"),
                t->data.path, t->data.line[i], t->area);
        }
    }
    t->model.area = area;
    t->n_areas = t->area == NULL ? t->data.n_rows : t->groups.n;
    return WKS_OK;
}

static wks_code read_names(const char *names, wks_arena *arena, task *t, wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, t->model.n_covariates, sizeof *t->name, &t->name, err));
    for (size_t k = 0; k < t->model.n_covariates; k++) {
        const size_t n = strcspn(names, ",");
        const wks_span name = wks_span_trim(names, n);
        t->name[k] = wks_arena_text_n(arena, name.at, name.n);
        if (t->name[k] == NULL) {
            return wks_arena_fail(err);
        }
        names += n + (names[n] == ',');
    }
    return WKS_OK;
}

static wks_code check_rows(const task *t, wks_error *err)
{
    size_t row = 0;
    const char *what = NULL;
    bool is_size = false;
    if (!wks_bym2_find_wrong(&t->model, &row, &what, &is_size)) {
        return WKS_OK;
    }
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("%s: line %zu, column %s: %s", "%s: regel %zu, kolom %s: %s"),
                    t->data.path, t->data.line[row], is_size ? t->size : t->y, what);
}

static wks_code read_data(const wks_call *call, const wks_arguments *arguments, task *t,
                          wks_error *err)
{
    const char *path = NULL;
    const char *covariates = wks_arguments_flag(call, arguments, "x");
    const choice *family = NULL;
    double *y = NULL;
    double *size = NULL;
    double *x = NULL;
    WKS_TRY(choose(call, arguments, "family", families, &family, err));
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(wks_method_flag(call, arguments, "y", &t->y, err));
    WKS_TRY(wks_method_flag(call, arguments, family->size, &t->size, err));
    WKS_TRY(wks_method_read(path, call->arena, &t->data, err));
    WKS_TRY(wks_method_numbers(&t->data, t->y, true, call->arena, &y, err));
    WKS_TRY(wks_method_numbers(&t->data, t->size, true, call->arena, &size, err));
    WKS_TRY(wks_method_matrix(&t->data, covariates, call->arena, &x, &t->model.n_covariates, err));
    WKS_TRY(read_names(covariates, call->arena, t, err));
    t->model.family = (wks_bym2_family)family->value;
    t->model.n = t->data.n_rows;
    t->model.y = y;
    t->model.size = size;
    t->model.covariate = x;
    t->model.has_no_constant = wks_arguments_flag(call, arguments, "no-constant") != NULL;
    WKS_TRY(check_rows(t, err));
    return read_areas(call, arguments, t, err);
}

static wks_code read_graph(const wks_call *call, const wks_arguments *arguments, task *t,
                           wks_error *err)
{
    const char *path = wks_arguments_flag(call, arguments, "graph");
    wks_method_areas areas = {.n = t->n_areas};
    if (t->options.effect == WKS_BYM2_EFFECT_IID && path == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_method_flag(call, arguments, "graph", &path, err));
    if (t->area != NULL) {
        WKS_TRY(wks_arena_take(call->arena, t->n_areas, sizeof *areas.code, &areas.code, err));
        for (size_t i = 0; i < t->n_areas; i++) {
            areas.code[i] =
                t->data.cells[t->groups.first[i] * t->data.n_columns + t->groups.columns[0]];
        }
    }
    return wks_method_read_graph(path, &areas, call->arena, &t->neighbours, err);
}

/* ---- rows out ------------------------------------------------------------------------------ */

static int compare_values(const void *left, const void *right)
{
    const double a = *(const double *)left;
    const double b = *(const double *)right;
    return a < b ? -1 : a > b;
}

/* Number order [k] so that value rises; ranks from 1, equal values in the order of the data. */
static void rank_values(const double *value, size_t n, double (*pair)[2], double *rank)
{
    for (size_t i = 0; i < n; i++) {
        pair[i][0] = value[i];
        pair[i][1] = (double)i;
    }
    qsort(pair, n, sizeof *pair, compare_values);
    for (size_t i = 0; i < n; i++) {
        rank[(size_t)pair[i][1]] = (double)(i + 1);
    }
}

/* The rank that a share of n_draws lies at or below, by counts of each rank. */
static double rank_quantile(const size_t *count, size_t n, double share, size_t n_draws)
{
    size_t sum = 0;
    for (size_t rank = 0; rank < n; rank++) {
        sum += count[rank];
        if ((double)sum >= share * (double)n_draws) {
            return (double)(rank + 1);
        }
    }
    return (double)n;
}

/* By row, the 95 % posterior interval of its rank among all rows (1 is the lowest). */
static wks_code rank_intervals(const task *t, const double *draws, wks_arena *arena,
                               double (**out)[2], wks_error *err)
{
    const size_t n = t->model.n;
    const size_t n_draws = t->fit.n_draws;
    double(*pair)[2] = NULL;
    double *rank = NULL;
    size_t *count = NULL;
    WKS_TRY(wks_arena_take(arena, n, sizeof *pair, &pair, err));
    WKS_TRY(wks_arena_take(arena, n * n_draws, sizeof *rank, &rank, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *count, &count, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof **out, out, err));
    for (size_t d = 0; d < n_draws; d++) {
        rank_values(draws + d * n, n, pair, rank + d * n);
    }
    for (size_t i = 0; i < n; i++) {
        memset(count, 0, n * sizeof *count);
        for (size_t d = 0; d < n_draws; d++) {
            count[(size_t)rank[i + d * n] - 1]++;
        }
        (*out)[i][0] = rank_quantile(count, n, 0.025, n_draws);
        (*out)[i][1] = rank_quantile(count, n, 0.975, n_draws);
    }
    return WKS_OK;
}

static void put_rows(const task *t, double (*ranks)[2], wks_buffer *out)
{
    const wks_bym2_fit *fit = &t->fit;
    wks_method_put_text(out, t->area == NULL ? "row" : t->area);
    wks_buffer_text(out, ",mean,sd,q025,q50,q975");
    for (size_t k = 0; k < fit->n_limits; k++) {
        wks_buffer_printf(out, ",above_%g", t->limits[k]);
    }
    wks_buffer_text(out, ranks == NULL ? ",eta_mean,eta_sd,observed\n"
                                       : ",eta_mean,eta_sd,observed,rank_q025,rank_q975\n");
    for (size_t i = 0; i < fit->n; i++) {
        if (t->area == NULL) {
            wks_method_put_number(out, (double)(i + 1));
        } else {
            wks_method_put_group(out, &t->data, &t->groups, t->model.area[i]);
        }
        wks_method_put_next(out, fit->mean[i]);
        wks_method_put_next(out, fit->sd[i]);
        wks_method_put_next(out, fit->lower[i]);
        wks_method_put_next(out, fit->median[i]);
        wks_method_put_next(out, fit->upper[i]);
        for (size_t k = 0; k < fit->n_limits; k++) {
            wks_method_put_next(out, fit->above[i + k * fit->n]);
        }
        wks_method_put_next(out, fit->eta_mean[i]);
        wks_method_put_next(out, fit->eta_sd[i]);
        wks_method_put_next(out, !isnan(t->model.y[i]) && t->model.size[i] > 0 ? 1 : 0);
        if (ranks != NULL) {
            wks_method_put_next(out, ranks[i][0]);
            wks_method_put_next(out, ranks[i][1]);
        }
        wks_buffer_text(out, "\n");
    }
}

/* One line a draw, one column a row of the data. */
static wks_code write_draws(const wks_call *call, const wks_arguments *arguments, const task *t,
                            const double *draws, wks_error *err)
{
    const char *path = wks_arguments_flag(call, arguments, "draws-out");
    wks_buffer out = {0};
    if (path == NULL) {
        return WKS_OK;
    }
    wks_buffer_text(&out, "draw");
    for (size_t i = 0; i < t->model.n; i++) {
        wks_buffer_printf(&out, ",row_%zu", i + 1);
    }
    for (size_t d = 0; d < t->fit.n_draws; d++) {
        wks_buffer_printf(&out, "\n%zu", d + 1);
        for (size_t i = 0; i < t->model.n; i++) {
            wks_method_put_next(&out, draws[d * t->model.n + i]);
        }
    }
    wks_buffer_text(&out, "\n");
    return wks_file_write_buffer(path, &out, err);
}

static wks_code value_draws(const task *t, wks_arena *arena, double **out, wks_error *err)
{
    const wks_bym2_rows rows = {.family = t->model.family,
                                .n = t->model.n,
                                .area = t->model.area,
                                .n_covariates = t->model.n_covariates,
                                .covariate = t->model.covariate};
    WKS_TRY(wks_arena_take(arena, rows.n * t->fit.n_draws, sizeof **out, out, err));
    for (size_t d = 0; d < t->fit.n_draws; d++) {
        wks_bym2_draw_values(&t->fit, &rows, d, *out + d * rows.n);
    }
    return WKS_OK;
}

/* ---- summary ------------------------------------------------------------------------------- */

static void put_summary(wks_json *json, const char *key, const wks_bym2_summary *s)
{
    wks_json_key(json, key);
    wks_json_open_object(json);
    wks_json_member_number(json, "mean", s->mean);
    wks_json_member_number(json, "sd", s->sd);
    wks_json_member_number(json, "q025", s->lower);
    wks_json_member_number(json, "q50", s->median);
    wks_json_member_number(json, "q975", s->upper);
    wks_json_close_object(json);
}

static void put_flags(wks_json *json, unsigned flags)
{
    static const char *const names[] = {"no-events", "phi-at-edge", "jitter",
                                        "grid-cut",  "huge-counts", "no-neighbours"};
    wks_json_key(json, "flags");
    wks_json_open_array(json);
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        if ((flags >> k & 1) != 0) {
            wks_json_text(json, names[k]);
        }
    }
    wks_json_close_array(json);
}

static void put_diagnostics(wks_json *json, const task *t)
{
    const wks_bym2_diagnostics *d = &t->fit.diagnostics;
    wks_json_key(json, "diagnostics");
    wks_json_open_object(json);
    put_flags(json, d->flags);
    wks_json_member_text(json, "path", d->is_dense ? "dense" : "sparse");
    wks_json_member_integer(json, "grid_points", (int64_t)d->n_points);
    wks_json_member_integer(json, "evaluations", (int64_t)d->n_evaluations);
    wks_json_member_integer(json, "newton_steps", (int64_t)d->n_newton);
    wks_json_member_integer(json, "halved_steps", (int64_t)d->n_halved);
    wks_json_member_number(json, "jitter", d->jitter);
    wks_json_member_number(json, "mode_slope", d->mode_gradient);
    wks_json_member_integer(json, "components", (int64_t)t->neighbours.n_components);
    wks_json_member_integer(json, "areas_alone", (int64_t)t->neighbours.n_alone);
    wks_json_close_object(json);
}

static void put_json(const task *t, wks_buffer *out)
{
    const wks_bym2_fit *fit = &t->fit;
    wks_json json;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "method", "bym2");
    wks_json_member_integer(&json, "areas", (int64_t)fit->n_areas);
    wks_json_member_integer(&json, "rows", (int64_t)fit->n);
    wks_json_key(&json, "coefficients");
    wks_json_open_object(&json);
    for (size_t k = 0; k < fit->n_coefficients; k++) {
        const size_t skipped = t->model.has_no_constant ? 0 : 1;
        put_summary(&json, k < skipped ? "constant" : t->name[k - skipped], &fit->coefficient[k]);
    }
    wks_json_close_object(&json);
    put_summary(&json, "tau", &fit->tau);
    put_summary(&json, "sd", &fit->area_sd);
    put_summary(&json, "phi", &fit->phi);
    put_summary(&json, "dispersion", &fit->dispersion);
    wks_json_member_number(&json, "log_marginal_likelihood", fit->log_likelihood);
    wks_json_member_number(&json, "dic", fit->dic);
    wks_json_member_number(&json, "dic_effective", fit->dic_effective);
    wks_json_member_number(&json, "waic", fit->waic);
    wks_json_member_number(&json, "waic_effective", fit->waic_effective);
    wks_json_member_number(&json, "log_score", fit->log_score);
    put_diagnostics(&json, t);
    wks_json_close_object(&json);
    wks_buffer_text(out, "\n");
}

static wks_code write_summary(const wks_call *call, const wks_arguments *arguments, const task *t,
                              wks_error *err)
{
    wks_buffer out = {0};
    put_json(t, &out);
    return wks_method_write_summary(call, arguments, &out, err);
}

/* ---- run ----------------------------------------------------------------------------------- */

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    task *t = NULL;
    wks_buffer out = {0};
    double *draws = NULL;
    double(*ranks)[2] = NULL;
    WKS_TRY(wks_arena_take(call->arena, 1, sizeof *t, &t, err));
    WKS_TRY(read_data(call, arguments, t, err));
    WKS_TRY(read_options(call, arguments, t, err));
    WKS_TRY(read_graph(call, arguments, t, err));
    wks_code code =
        wks_bym2_fit_model(&t->model, t->n_areas, t->neighbours.n_areas > 0 ? &t->neighbours : NULL,
                           &t->options, call->arena, &t->fit, err);
    if (code != WKS_OK) {
        return wks_error_prefix(err, code, "%s", t->data.path);
    }
    if (t->fit.n_draws > 0) {
        WKS_TRY(value_draws(t, call->arena, &draws, err));
        WKS_TRY(rank_intervals(t, draws, call->arena, &ranks, err));
        WKS_TRY(write_draws(call, arguments, t, draws, err));
    }
    WKS_TRY(write_summary(call, arguments, t, err));
    put_rows(t, ranks, &out);
    return wks_method_write(call, arguments, &out, err);
}

static const wks_flag flags[] = {
    WKS_METHOD_FLAGS,
    {"graph", "FILE", "the edges: two columns, an area and its neighbour",
     "de verbindingen: twee kolommen, een gebied en zijn buur"},
    {"area", "COLUMN", "the area of each row (default: every row is an area)",
     "het gebied van elke rij (standaard: elke rij is een gebied)"},
    {"y", "COLUMN", "the counts, successes or estimates; empty: predict only",
     "de aantallen, successen of schattingen; leeg: alleen voorspellen"},
    {"family", "NAME", "poisson (default), binomial, gaussian or negbin",
     "poisson (standaard), binomial, gaussian of negbin"},
    {"expected", "COLUMN", "poisson, negbin: the expected counts",
     "poisson, negbin: de verwachte aantallen"},
    {"trials", "COLUMN", "binomial: the numbers of trials", "binomial: de aantallen pogingen"},
    {"variance", "COLUMN", "gaussian: the known variances", "gaussian: de bekende varianties"},
    {"x", "COLUMNS", "covariates, with commas between", "covariabelen, met komma's ertussen"},
    {"no-constant", NULL, "leave the constant out", "laat de constante weg"},
    {"effect", "NAME", "bym2 (default), iid, besag or leroux",
     "bym2 (standaard), iid, besag of leroux"},
    {"above", "NUMBERS", "limits for the chance of being above (poisson: 1,1.1)",
     "grenzen voor de kans erboven te liggen (poisson: 1,1.1)"},
    {"sd-limit", "NUMBER", "prior: P(sd of the areas > this) = sd-chance (1)",
     "prior: P(sd van de gebieden > dit) = sd-chance (1)"},
    {"sd-chance", "NUMBER", "see sd-limit (0.01)", "zie sd-limit (0.01)"},
    {"phi-limit", "NUMBER", "prior: P(spatial share < this) = phi-chance (0.5)",
     "prior: P(ruimtelijk aandeel < dit) = phi-chance (0.5)"},
    {"phi-chance", "NUMBER", "see phi-limit (0.5)", "zie phi-limit (0.5)"},
    {"draws", "NUMBER", "joint draws: adds intervals of the rank (0)",
     "gezamenlijke trekkingen: voegt intervallen van de rang toe (0)"},
    {"seed", "NUMBER", "of the draws (1)", "van de trekkingen (1)"},
    {"draws-out", "FILE", "write the draws: a line a draw, a column a row",
     "schrijf de trekkingen: een regel per trekking, een kolom per rij"},
    {"summary", "FILE", "write hyperparameters, DIC and diagnostics as JSON (default: stderr)",
     "schrijf hyperparameters, DIC en diagnose als JSON (standaard: stderr)"},
};

const wks_verb wks_method_bym2 = {
    .group = "method",
    .name = "bym2",
    .arguments = "",
    .english = "rates, proportions or means of areas that resemble their neighbours",
    .dutch = "cijfers van gebieden die op hun buren lijken",
    .more_english =
        "In: one row an area, or several (cells of age and sex); a file of edges, one row a pair\n"
        "of neighbours, named by the codes of --area, or by row number when there are none; all\n"
        "pairs once, or all in both directions.  Areas without neighbours and maps in parts are\n"
        "fine.  Out: one line a row: mean, sd, q025, q50, q975 of the relative risk (poisson,\n"
        "negbin), the proportion (binomial) or the mean (gaussian); above_L, the chance that it\n"
        "is above L; eta_mean and eta_sd on the scale of log or logit; observed 0 where only the\n"
        "model speaks.  Method and sources: docs/methods/bym2.md.\n"
        "  wijkscan method bym2 --data lip.csv --graph edges.csv --area code --y cases \\\n"
        "    --expected E --x agriculture --summary lip.json",
    .more_dutch =
        "In: een rij per gebied, of meer (cellen van leeftijd en geslacht); een bestand met\n"
        "verbindingen, een rij per paar buren, met de codes van --area, of met rijnummers als die\n"
        "er niet zijn; alle paren een keer, of allemaal in beide richtingen.  Gebieden zonder\n"
        "buren en kaarten in delen mogen.  Uit: een regel per rij: mean, sd, q025, q50, q975 van\n"
        "het relatieve risico (poisson, negbin), het aandeel (binomial) of het gemiddelde\n"
        "(gaussian); above_L, de kans dat het boven L ligt; eta_mean en eta_sd op de schaal van\n"
        "log of logit; observed 0 waar alleen het model spreekt.  Methode en bronnen:\n"
        "docs/methods/bym2.md.\n"
        "  wijkscan method bym2 --data lip.csv --graph edges.csv --area code --y cases \\\n"
        "    --expected E --x agriculture --summary lip.json",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
