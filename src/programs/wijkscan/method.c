/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/method.h"

#include "base/language.h"

#include <string.h>

/* A method is a file method_NAME.c, a line here and its page in docs/methods/. */
extern const wks_verb wks_method_bym2;
extern const wks_verb wks_method_mrp;
extern const wks_verb wks_method_rate;

static const wks_verb *const methods[] = {
    &wks_method_bym2,
    &wks_method_mrp,
    &wks_method_rate,
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
