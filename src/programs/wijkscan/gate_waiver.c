/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/gate_waiver.h"

#include "base/language.h"
#include "programs/wijkscan/method.h"

#include <string.h>

static wks_code read_signers(const char *path, wks_arena *arena, wks_policy_signer **out, size_t *n,
                             wks_error *err)
{
    wks_method_data data;
    const char **names = NULL;
    const char **keys = NULL;
    WKS_TRY(wks_method_read(path, arena, &data, err));
    WKS_TRY(wks_method_texts(&data, "name", arena, &names, err));
    WKS_TRY(wks_method_texts(&data, "key", arena, &keys, err));
    WKS_TRY(wks_arena_take(arena, data.n_rows, sizeof **out, out, err));
    for (size_t i = 0; i < data.n_rows; i++) {
        wks_policy_signer *to = &(*out)[i];
        if (strlen(keys[i]) != sizeof to->key.hex - 1 ||
            strspn(keys[i], "0123456789abcdef") != strlen(keys[i])) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu, column key: expected 64 hexadecimal digits",
                                   "%s: regel %zu, kolom key: verwacht 64 hexadecimale cijfers"),
                            path, data.line[i]);
        }
        to->name = names[i];
        memcpy(to->key.hex, keys[i], sizeof to->key.hex);
    }
    *n = data.n_rows;
    return WKS_OK;
}

wks_code wks_gate_waiver_check(const wks_policy *policy, const char *path, const char *today,
                               wks_arena *arena, wks_error *err)
{
    wks_policy_signer *signers = NULL;
    size_t n = 0;
    if (path != NULL) {
        WKS_TRY(read_signers(path, arena, &signers, &n, err));
    }
    return wks_policy_check_waivers(policy, today, signers, n, err);
}

void wks_gate_waiver_mark(const wks_policy *policy, const char *column, wks_contributions *of)
{
    const size_t n_column = column == NULL ? 0 : strlen(column);
    for (size_t i = 0; policy != NULL && column != NULL && i < policy->n_waivers; i++) {
        const char *what = policy->waivers[i].what;
        if (strncmp(what, column, n_column) != 0 || what[n_column] != '=') {
            continue; /* of another table */
        }
        for (size_t k = 0; of->codes != NULL && k < of->n_holders; k++) {
            of->has_waived[k] = of->has_waived[k] || strcmp(of->codes[k], what + n_column + 1) == 0;
        }
    }
}

void wks_gate_waiver_put(const wks_policy *policy, wks_buffer *out)
{
    for (size_t i = 0; i < policy->n_waivers; i++) {
        const wks_policy_waiver *of = &policy->waivers[i];
        wks_buffer_printf(out,
                          wks_tr("waiver %s until %s, by %s and %s: %s\n",
                                 "ontheffing %s tot en met %s, van %s en %s: %s\n"),
                          of->what, of->until, of->who[0], of->who[1], of->reason);
    }
}
