/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "private/method/interval.h"
#include "programs/wijkscan/method.h"

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_method_data data;
    const char *path = NULL;
    const char *x = NULL;
    const char *n = NULL;
    double *count = NULL;
    double *population = NULL;
    double per = 0;
    wks_buffer out = {0};
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(wks_method_flag(call, arguments, "x", &x, err));
    WKS_TRY(wks_method_flag(call, arguments, "n", &n, err));
    WKS_TRY(wks_method_number(call, arguments, "per", 1e-9, 1e12, 100000, &per, err));
    WKS_TRY(wks_method_read(path, call->arena, &data, err));
    WKS_TRY(wks_method_numbers(&data, x, false, call->arena, &count, err));
    WKS_TRY(wks_method_numbers(&data, n, false, call->arena, &population, err));
    wks_buffer_text(&out, "row,value,lower,upper\n");
    for (size_t i = 0; i < data.n_rows; i++) {
        const wks_interval interval = wks_interval_count(count[i]);
        wks_method_put_number(&out, (double)(i + 1));
        wks_method_put_next(&out, per * count[i] / population[i]);
        wks_method_put_next(&out, per * interval.lower / population[i]);
        wks_method_put_next(&out, per * interval.upper / population[i]);
        wks_buffer_text(&out, "\n");
    }
    return wks_method_write(call, arguments, &out, err);
}

static const wks_flag flags[] = {
    WKS_METHOD_FLAGS,
    {"x", "COLUMN", "the counts", "de aantallen"},
    {"n", "COLUMN", "the population", "de bevolking"},
    {"per", "NUMBER", "per how many (100000)", "per hoeveel (100000)"},
};

const wks_verb wks_method_rate = {
    .group = "method",
    .name = "rate",
    .arguments = "",
    .english = "crude rates with Byar or exact intervals",
    .dutch = "ruwe cijfers met intervallen volgens Byar of exact",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
