/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/method.h"

#include "base/language.h"

#include <string.h>

/* A method is a file method_NAME.c, a line here and its page in docs/methods/. */
extern const wks_verb wks_method_bym2;
extern const wks_verb wks_method_compare;
extern const wks_verb wks_method_did;
extern const wks_verb wks_method_dsr;
extern const wks_verb wks_method_fh;
extern const wks_verb wks_method_funnel;
extern const wks_verb wks_method_inequality;
extern const wks_verb wks_method_isr;
extern const wks_verb wks_method_its;
extern const wks_verb wks_method_life_expectancy;
extern const wks_verb wks_method_mean;
extern const wks_verb wks_method_mismatch;
extern const wks_verb wks_method_mrp;
extern const wks_verb wks_method_proportion;
extern const wks_verb wks_method_quantile;
extern const wks_verb wks_method_rate;
extern const wks_verb wks_method_survey;
extern const wks_verb wks_method_trend;

static const wks_verb *const methods[] = {
    &wks_method_bym2,   &wks_method_compare,         &wks_method_did,        &wks_method_dsr,
    &wks_method_fh,     &wks_method_funnel,          &wks_method_inequality, &wks_method_isr,
    &wks_method_its,    &wks_method_life_expectancy, &wks_method_mean,       &wks_method_mismatch,
    &wks_method_mrp,    &wks_method_proportion,      &wks_method_quantile,   &wks_method_rate,
    &wks_method_survey, &wks_method_trend,
};

enum {
    N_METHODS = sizeof methods / sizeof methods[0]
};

const wks_verb *wks_method_find(const char *name)
{
    for (size_t i = 0; i < N_METHODS; i++) {
        if (strcmp(methods[i]->name, name) == 0) {
            return methods[i];
        }
    }
    return NULL;
}

void wks_method_list(wks_buffer *out)
{
    for (size_t i = 0; i < N_METHODS; i++) {
        wks_buffer_printf(out, "  %-16s %s\n", methods[i]->name,
                          wks_language_get() == WKS_DUTCH ? methods[i]->dutch
                                                          : methods[i]->english);
    }
}
