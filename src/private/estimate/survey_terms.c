/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/survey_terms.h"

#include "base/language.h"
#include "math/sum.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* ---- names ---------------------------------------------------------------------------------- */

static const char *level_text(const wks_survey *survey, size_t factor, size_t level,
                              wks_arena *arena)
{
    const wks_survey_shape *shape = survey->shape;
    size_t before = 0;
    for (size_t f = 0; f < factor; f++) {
        before += shape->n_levels[f];
    }
    const char *name =
        survey->factor_name == NULL
            ? wks_arena_printf(arena, "%s %zu", wks_tr("factor", "factor"), factor + 1)
            : survey->factor_name[factor];
    if (name == NULL) {
        return NULL;
    }
    return survey->level_name == NULL
               ? wks_arena_printf(arena, "%s=%zu", name, level + 1)
               : wks_arena_printf(arena, "%s=%s", name, survey->level_name[before + level]);
}

static wks_code name_term(const wks_survey *survey, wks_survey_term *term, wks_arena *arena,
                          wks_error *err)
{
    const char *first = level_text(survey, term->factor[0], term->level[0], arena);
    const char *second =
        term->n_factors == 2 ? level_text(survey, term->factor[1], term->level[1], arena) : "";
    if (first == NULL || second == NULL) {
        return wks_arena_fail(err);
    }
    term->name = term->n_factors == 2 ? wks_arena_printf(arena, "%s %s", first, second) : first;
    return term->name == NULL ? wks_arena_fail(err) : WKS_OK;
}

/* ---- which columns others make up ----------------------------------------------------------- */

/* Orthonormal columns so far, for Gram-Schmidt. */
typedef struct {
    size_t n, n_columns;
    double *columns; /* [n * most] */
} basis;

static double square_sum(const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i] * x[i];
    }
    return sum;
}

/* Add a column, unless those in the basis make it up: then false. */
static bool add_column(basis *at, const double *column)
{
    double *new = at->columns + at->n_columns * at->n;
    const double before = square_sum(column, at->n);
    memcpy(new, column, at->n * sizeof *new);
    for (int twice = 0; twice < 2; twice++) {
        for (size_t k = 0; k < at->n_columns; k++) {
            const double *old = at->columns + k * at->n;
            double along = 0;
            for (size_t i = 0; i < at->n; i++) {
                along += old[i] * new[i];
            }
            for (size_t i = 0; i < at->n; i++) {
                new[i] -= along *old[i];
            }
        }
    }
    const double after = square_sum(new, at->n);
    if (!(after > 1e-10 * before)) {
        return false;
    }
    for (size_t i = 0; i < at->n; i++) {
        new[i] /= sqrt(after);
    }
    at->n_columns++;
    return true;
}

/* ---- factors -------------------------------------------------------------------------------- */

/* Respondents and residents of every stratum over all areas. */
typedef struct {
    double *respondents, *residents; /* [n_strata] */
    double *scratch;                 /* [n_strata] */
    basis basis;                     /* over the strata */
} strata;

static wks_code count_strata(const wks_survey *survey, size_t most_terms, wks_arena *arena,
                             strata *out, wks_error *err)
{
    const size_t n = survey->shape->n_strata;
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->respondents, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->residents, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->scratch, err));
    out->basis = (basis){.n = n};
    WKS_TRY(wks_arena_take(arena, n * (most_terms + 2), sizeof(double), &out->basis.columns, err));
    for (size_t c = 0; c < survey->shape->n_cells; c++) {
        out->respondents[c % n] += survey->cells->trials[c];
        out->residents[c % n] += survey->population[c];
    }
    for (size_t s = 0; s < n; s++) {
        out->scratch[s] = out->respondents[s] > 0;
    }
    if (!add_column(&out->basis, out->scratch)) {
        return wks_fail(err, WKS_E_REFUSED, "%s",
                        wks_tr("survey: no respondents", "enquete: geen respondenten"));
    }
    return WKS_OK;
}

/* The sum of count [n_strata] over the strata of a level. */
static double level_total(const wks_survey_shape *shape, const double *count, size_t factor,
                          size_t level)
{
    double total = 0;
    for (size_t s = 0; s < shape->n_strata; s++) {
        total += wks_survey_shape_level(shape, s, factor) == level ? count[s] : 0;
    }
    return total;
}

static bool is_in(const wks_survey_shape *shape, const wks_survey_term *term, size_t stratum)
{
    for (size_t k = 0; k < term->n_factors; k++) {
        if (wks_survey_shape_level(shape, stratum, term->factor[k]) != term->level[k]) {
            return false;
        }
    }
    return true;
}

/* Take the term into the design when the respondents can tell it from the terms before it. */
static wks_code take_term(const wks_survey *survey, wks_survey_term term, strata *at,
                          wks_arena *arena, wks_survey_terms *out, wks_error *err)
{
    const wks_survey_shape *shape = survey->shape;
    for (size_t s = 0; s < shape->n_strata; s++) {
        at->scratch[s] = at->respondents[s] > 0 && is_in(shape, &term, s);
    }
    WKS_TRY(name_term(survey, &term, arena, err));
    if (!add_column(&at->basis, at->scratch)) {
        if (term.n_factors == 1) {
            return wks_fail(err, WKS_E_NUMERIC,
                            wks_tr("survey: among the respondents, %s is made up by other factors",
                                   "enquete: onder de respondenten volgt %s uit andere factoren"),
                            term.name);
        }
        out->n_dropped++;
        return WKS_OK;
    }
    double *column = out->term + out->n_terms * shape->n_strata;
    for (size_t s = 0; s < shape->n_strata; s++) {
        column[s] = is_in(shape, &term, s);
    }
    out->terms[out->n_terms++] = term;
    return WKS_OK;
}

/* The main effects of a factor; *first is the level that the others are held against. */
static wks_code take_factor(const wks_survey *survey, size_t factor, strata *at, wks_arena *arena,
                            wks_survey_terms *out, size_t *first, wks_error *err)
{
    const wks_survey_shape *shape = survey->shape;
    *first = shape->n_levels[factor];
    for (size_t l = 0; l < shape->n_levels[factor]; l++) {
        const double respondents = level_total(shape, at->respondents, factor, l);
        if (respondents > 0 && *first == shape->n_levels[factor]) {
            *first = l;
        } else if (respondents > 0) {
            const wks_survey_term term = {.n_factors = 1, .factor = {factor}, .level = {l}};
            WKS_TRY(take_term(survey, term, at, arena, out, err));
        } else if (level_total(shape, at->residents, factor, l) > 0) {
            const char *name = level_text(survey, factor, l, arena);
            return name == NULL
                       ? wks_arena_fail(err)
                       : wks_fail(
                             err, WKS_E_REFUSED,
                             wks_tr("survey: residents with %s have no respondents at all; leave "
                                    "them out of the population or join them with another level",
                                    "enquete: inwoners met %s hebben geen enkele respondent; "
                                    "laat hen buiten de bevolking of voeg hen samen met een "
                                    "ander niveau"),
                             name);
        }
    }
    return WKS_OK;
}

static wks_code take_interactions(const wks_survey *survey, const size_t first[2], strata *at,
                                  wks_arena *arena, wks_survey_terms *out, wks_error *err)
{
    const wks_survey_shape *shape = survey->shape;
    for (size_t b = 0; b < shape->n_levels[1]; b++) {
        for (size_t a = 0; a < shape->n_levels[0]; a++) {
            const wks_survey_term term = {.n_factors = 2, .factor = {0, 1}, .level = {a, b}};
            if (a != first[0] && b != first[1] && level_total(shape, at->respondents, 0, a) > 0 &&
                level_total(shape, at->respondents, 1, b) > 0) {
                WKS_TRY(take_term(survey, term, at, arena, out, err));
            }
        }
    }
    return WKS_OK;
}

static wks_code take_factors(const wks_survey *survey, wks_arena *arena, wks_survey_terms *out,
                             wks_error *err)
{
    const wks_survey_shape *shape = survey->shape;
    strata at;
    size_t first[WKS_SURVEY_MOST_FACTORS] = {0};
    size_t most = 0;
    for (size_t f = 0; f < shape->n_factors; f++) {
        most += shape->n_levels[f];
    }
    most += shape->n_factors > 1 ? shape->n_levels[0] * shape->n_levels[1] : 0;
    WKS_TRY(wks_arena_take(arena, most, sizeof *out->terms, &out->terms, err));
    WKS_TRY(wks_arena_take(arena, most * shape->n_strata, sizeof *out->term, &out->term, err));
    WKS_TRY(count_strata(survey, most, arena, &at, err));
    for (size_t f = 0; f < shape->n_factors; f++) {
        WKS_TRY(take_factor(survey, f, &at, arena, out, &first[f], err));
    }
    return shape->n_factors > 1 ? take_interactions(survey, first, &at, arena, out, err) : WKS_OK;
}

/* ---- covariates ----------------------------------------------------------------------------- */

static const char *covariate_text(const wks_survey *survey, size_t k, wks_arena *arena)
{
    return survey->covariate_name == NULL ? wks_arena_printf(arena, "%zu", k + 1)
                                          : survey->covariate_name[k];
}

static wks_code fail_missing(const wks_survey *survey, size_t k, size_t area, wks_arena *arena,
                             wks_error *err)
{
    const char *covariate = covariate_text(survey, k, arena);
    const char *name = survey->area_name == NULL ? wks_arena_printf(arena, "%zu", area + 1)
                                                 : survey->area_name[area];
    if (covariate == NULL || name == NULL) {
        return wks_arena_fail(err);
    }
    return wks_fail(err, WKS_E_ARGUMENT,
                    wks_tr("survey: covariate %s: area %s has none",
                           "enquete: covariaat %s: gebied %s heeft er geen"),
                    covariate, name);
}

/* Bring covariate k to mean 0 and deviation 1 over the areas with residents. */
static wks_code standardise(const wks_survey *survey, const double *residents, size_t k,
                            wks_arena *arena, wks_survey_terms *out, wks_error *err)
{
    const size_t n = survey->shape->n_areas;
    const double *given = survey->covariate + k * n;
    wks_sum sum = {0};
    wks_sum squares = {0};
    double count = 0;
    for (size_t i = 0; i < n; i++) {
        if (residents[i] > 0 && !isfinite(given[i])) {
            return fail_missing(survey, k, i, arena, err);
        }
        if (residents[i] > 0) {
            wks_sum_add(&sum, given[i]);
            count++;
        }
    }
    out->centre[k] = wks_sum_value(&sum) / count;
    for (size_t i = 0; i < n; i++) {
        const double off = given[i] - out->centre[k];
        wks_sum_add(&squares, residents[i] > 0 ? off * off : 0);
    }
    out->scale[k] = sqrt(wks_sum_value(&squares) / fmax(count - 1, 1));
    for (size_t i = 0; i < n; i++) {
        out->covariate[k * n + i] =
            residents[i] > 0 && out->scale[k] > 0 ? (given[i] - out->centre[k]) / out->scale[k] : 0;
    }
    return WKS_OK;
}

/* Refuse a covariate that the constant and those before it make up, where there are respondents. */
static wks_code check_collinear(const wks_survey *survey, const bool *has_respondents,
                                wks_arena *arena, const wks_survey_terms *design, wks_error *err)
{
    const size_t n = survey->shape->n_areas;
    basis at = {.n = n};
    double *column = NULL;
    WKS_TRY(wks_arena_take(arena, n, sizeof *column, &column, err));
    WKS_TRY(
        wks_arena_take(arena, n * (survey->n_covariates + 2), sizeof(double), &at.columns, err));
    for (size_t k = 0; k <= survey->n_covariates; k++) {
        for (size_t i = 0; i < n; i++) {
            const double value = k == 0 ? 1 : design->covariate[(k - 1) * n + i];
            column[i] = has_respondents[i] ? value : 0;
        }
        const bool is_constant =
            k > 0 && !(design->scale[k - 1] > 1e-12 * fabs(design->centre[k - 1]));
        if (!is_constant && add_column(&at, column)) {
            continue;
        }
        const char *name = k == 0 ? "" : covariate_text(survey, k - 1, arena);
        if (name == NULL) {
            return wks_arena_fail(err);
        }
        return is_constant
                   ? wks_fail(err, WKS_E_ARGUMENT,
                              wks_tr("survey: covariate %s is the same in every area",
                                     "enquete: covariaat %s is in elk gebied gelijk"),
                              name)
                   : wks_fail(err, WKS_E_NUMERIC,
                              wks_tr("survey: covariate %s is made up by those before it",
                                     "enquete: covariaat %s volgt uit de covariaten ervoor"),
                              name);
    }
    return WKS_OK;
}

static wks_code take_covariates(const wks_survey *survey, const double *residents, wks_arena *arena,
                                wks_survey_terms *out, wks_error *err)
{
    const wks_survey_shape *shape = survey->shape;
    const size_t k_all = survey->n_covariates;
    bool *has_respondents = NULL;
    WKS_TRY(wks_arena_take(arena, shape->n_areas * k_all, sizeof(double), &out->covariate, err));
    WKS_TRY(wks_arena_take(arena, k_all, sizeof *out->centre, &out->centre, err));
    WKS_TRY(wks_arena_take(arena, k_all, sizeof *out->scale, &out->scale, err));
    WKS_TRY(wks_arena_take(arena, shape->n_areas, sizeof *has_respondents, &has_respondents, err));
    for (size_t k = 0; k < k_all; k++) {
        WKS_TRY(standardise(survey, residents, k, arena, out, err));
    }
    for (size_t c = 0; c < shape->n_cells; c++) {
        /* an area without residents has no covariates to learn from */
        has_respondents[c / shape->n_strata] |=
            survey->cells->trials[c] > 0 && residents[c / shape->n_strata] > 0;
    }
    return check_collinear(survey, has_respondents, arena, out, err);
}

wks_code wks_survey_design_make(const wks_survey *survey, const double *residents, wks_arena *arena,
                                wks_survey_terms *out, wks_error *err)
{
    *out = (wks_survey_terms){0};
    WKS_TRY(take_factors(survey, arena, out, err));
    return take_covariates(survey, residents, arena, out, err);
}
