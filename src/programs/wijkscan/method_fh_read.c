/* Reading the request of `wijkscan method fh`: the design, the scale and the variances.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "private/estimate/fay_herriot_scale.h"
#include "programs/wijkscan/method_fh.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

typedef wks_fh_request request;

/* ---- in: the design ------------------------------------------------------------------------- */

static const char *named(wks_arena *arena, const char *column, const char *level)
{
    return wks_arena_printf(arena, "%s=%s", column, level);
}

/* One column of zeros and ones per value of the factor after its first. */
static wks_code add_factor(request *r, const char *column, wks_arena *arena, wks_error *err)
{
    const size_t n = r->file.n_rows;
    wks_method_groups groups;
    WKS_TRY(wks_method_group(&r->file, column, arena, &groups, err));
    if (groups.n_columns != 1 || groups.n < 2) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: column %s: a factor is one column with two values or more",
                               "%s: kolom %s: een factor is een kolom met minstens twee waarden"),
                        r->file.path, column);
    }
    const size_t total = r->n_covariates + groups.n - 1;
    double *x = NULL;
    const char **names = NULL;
    WKS_TRY(wks_arena_take(arena, n * total, sizeof *x, &x, err));
    WKS_TRY(wks_arena_take(arena, total, sizeof *names, &names, err));
    memcpy(x, r->x, n * r->n_covariates * sizeof *x);
    memcpy(names, r->names, r->n_covariates * sizeof *names);
    for (size_t g = 1; g < groups.n; g++) {
        const size_t k = r->n_covariates + g - 1;
        const size_t cell = groups.first[g] * r->file.n_columns + groups.columns[0];
        names[k] = named(arena, column, r->file.cells[cell]);
        if (names[k] == NULL) {
            return wks_arena_fail(err);
        }
        for (size_t i = 0; i < n; i++) {
            x[i + k * n] = groups.of_row[i] == g;
        }
    }
    r->x = x;
    r->names = names;
    r->n_covariates = total;
    return WKS_OK;
}

/* The constant, then --x. */
static wks_code read_design(const wks_call *call, const wks_arguments *arguments, request *r,
                            wks_error *err)
{
    const size_t n = r->file.n_rows;
    const bool has_constant = wks_arguments_flag(call, arguments, "no-constant") == NULL;
    const char *columns = wks_arguments_flag(call, arguments, "x");
    const char *factor = wks_arguments_flag(call, arguments, "factor");
    double *read = NULL;
    size_t n_read = 0;
    WKS_TRY(wks_method_matrix(&r->file, columns, call->arena, &read, &n_read, err));
    r->n_covariates = n_read + has_constant;
    WKS_TRY(wks_arena_take(call->arena, n * (r->n_covariates + 1), sizeof *r->x, &r->x, err));
    WKS_TRY(wks_arena_take(call->arena, r->n_covariates + 1, sizeof *r->names, &r->names, err));
    for (size_t i = 0; has_constant && i < n; i++) {
        r->x[i] = 1;
    }
    r->names[0] = "(constant)";
    const char *rest = columns;
    for (size_t k = 0; k < n_read; k++) {
        const size_t length = strcspn(rest, ",");
        r->names[k + has_constant] = wks_arena_text_n(call->arena, rest, length);
        if (r->names[k + has_constant] == NULL) {
            return wks_arena_fail(err);
        }
        rest += length + (rest[length] == ',');
    }
    if (n_read > 0) {
        memcpy(r->x + (has_constant ? n : 0), read, n * n_read * sizeof *read);
    }
    return factor == NULL ? WKS_OK : add_factor(r, factor, call->arena, err);
}

static wks_code read_method(const wks_call *call, const wks_arguments *arguments, request *r,
                            wks_error *err)
{
    const char *method = wks_arguments_flag(call, arguments, "method");
    const char *mse = wks_arguments_flag(call, arguments, "mse");
    const char *scale = wks_arguments_flag(call, arguments, "scale");
    r->method = WKS_FAY_HERRIOT_REML;
    if (method != NULL && !wks_fay_herriot_method_find(method, &r->method)) {
        return wks_fail(
            err, WKS_E_ARGUMENT, "%s",
            wks_tr("--method: expected REML, ML, FH, AMRL, AMRL_YL, AMPL, AMPL_YL or HB",
                   "--method: verwacht REML, ML, FH, AMRL, AMRL_YL, AMPL, AMPL_YL of "
                   "HB"));
    }
    r->is_naive = wks_text_equal(mse, "naive");
    r->is_logit = wks_text_equal(scale, "logit");
    if ((mse != NULL && !r->is_naive && !wks_text_equal(mse, "second-order")) ||
        (scale != NULL && !r->is_logit && !wks_text_equal(scale, "own"))) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("expected --mse second-order or naive, --scale own or logit",
                               "verwacht --mse second-order of naive, --scale own of logit"));
    }
    return WKS_OK;
}

static wks_code check_rows(const request *r, const char *variance, wks_error *err)
{
    for (size_t i = 0; i < r->file.n_rows; i++) {
        if (!isnan(r->y[i]) && !(r->variance[i] > 0) && !r->is_logit) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu, column %s: expected a variance above zero",
                                   "%s: regel %zu, kolom %s: verwacht een variantie boven nul"),
                            r->file.path, r->file.line[i], variance);
        }
        if (r->is_logit && !isnan(r->y[i]) && !(r->y[i] >= 0 && r->y[i] <= 1)) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu: a proportion lies between 0 and 1",
                                   "%s: regel %zu: een aandeel ligt tussen 0 en 1"),
                            r->file.path, r->file.line[i]);
        }
    }
    return WKS_OK;
}

/* To the logit scale, with variances smoothed over --size when it is given. */
static wks_code to_logit(const wks_call *call, const wks_arguments *arguments, request *r,
                         wks_error *err)
{
    const size_t n = r->file.n_rows;
    const char *size_column = wks_arguments_flag(call, arguments, "size");
    double *variance = NULL;
    double *smoothed = NULL;
    double *size = NULL;
    double *logit = NULL;
    WKS_TRY(wks_arena_take(call->arena, n, sizeof *variance, &variance, err));
    WKS_TRY(wks_arena_take(call->arena, n, sizeof *logit, &logit, err));
    (void)wks_fay_herriot_scale_logit(n, r->y, r->variance, logit, variance);
    r->y = logit;
    r->variance = variance;
    if (size_column == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_method_numbers(&r->file, size_column, false, call->arena, &size, err));
    WKS_TRY(wks_arena_take(call->arena, n, sizeof *smoothed, &smoothed, err));
    WKS_TRY(wks_fay_herriot_scale_smooth(n, size, variance, call->arena, smoothed, err));
    r->variance = smoothed;
    return WKS_OK;
}

wks_code wks_fh_request_read(const wks_call *call, const wks_arguments *arguments,
                             wks_fh_request *r, wks_error *err)
{
    const char *path = NULL;
    const char *y = NULL;
    const char *variance = NULL;
    const char *area = wks_arguments_flag(call, arguments, "area");
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(wks_method_flag(call, arguments, "y", &y, err));
    WKS_TRY(wks_method_flag(call, arguments, "var", &variance, err));
    WKS_TRY(read_method(call, arguments, r, err));
    WKS_TRY(wks_method_read(path, call->arena, &r->file, err));
    WKS_TRY(wks_method_numbers(&r->file, y, true, call->arena, &r->y, err));
    WKS_TRY(wks_method_numbers(&r->file, variance, true, call->arena, &r->variance, err));
    r->own = r->y;
    if (area != NULL) {
        WKS_TRY(wks_method_texts(&r->file, area, call->arena, &r->area, err));
    }
    WKS_TRY(check_rows(r, variance, err));
    WKS_TRY(read_design(call, arguments, r, err));
    return r->is_logit ? to_logit(call, arguments, r, err) : WKS_OK;
}
