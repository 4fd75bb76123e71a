/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/area.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

static const char *const level_ids[WKS_N_LEVELS] = {"land", "regio", "gemeente", "wijk", "buurt"};

const char *wks_level_id(wks_level level)
{
    return level_ids[level];
}

bool wks_level_parse(const char *id, wks_level *out)
{
    for (size_t i = 0; i < WKS_N_LEVELS; i++) {
        if (strcmp(id, level_ids[i]) == 0) {
            *out = (wks_level)i;
            return true;
        }
    }
    return false;
}

/* n digits, then m letters or digits, then the end. */
static bool has_shape(const char *text, size_t n, size_t m)
{
    if (strlen(text) != n + m) {
        return false;
    }
    for (size_t i = 0; i < n + m; i++) {
        /* The analyser does not see that strlen has read these.
         * NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign) */
        unsigned char c = (unsigned char)text[i];
        if (!(i < n ? isdigit(c) : isalnum(c))) {
            return false;
        }
    }
    return true;
}

bool wks_area_code_read(wks_span text, char out[static WKS_AREA_CODE_SIZE], wks_level *level)
{
    wks_span code = wks_span_trim(text.at, text.n);
    if (code.n < 2 || code.n >= WKS_AREA_CODE_SIZE) {
        return false;
    }
    for (size_t i = 0; i < code.n; i++) {
        out[i] = (char)toupper((unsigned char)code.at[i]);
    }
    out[code.n] = 0;
    const char *rest = out + 2;
    if (memcmp(out, "NL", 2) == 0 && (code.n == 2 || (code.n == 4 && has_shape(rest, 2, 0)))) {
        memcpy(out, WKS_LAND_CODE, sizeof WKS_LAND_CODE);
        *level = WKS_LEVEL_LAND;
        return true;
    }
    if (memcmp(out, "GM", 2) == 0 && has_shape(rest, 4, 0)) {
        *level = WKS_LEVEL_GEMEENTE;
        return true;
    }
    if (memcmp(out, "WK", 2) == 0 && (has_shape(rest, 4, 2))) {
        *level = WKS_LEVEL_WIJK;
        return true;
    }
    if (memcmp(out, "BU", 2) == 0 && has_shape(rest, 4, 4)) {
        *level = WKS_LEVEL_BUURT;
        return true;
    }
    static const char *const regions[] = {"GG", "CR", "LD", "PV", "ZK", "JZ", "VR", "RE", "WG"};
    for (size_t i = 0; i < sizeof regions / sizeof regions[0]; i++) {
        if (memcmp(out, regions[i], 2) == 0 && (has_shape(rest, 2, 0) || has_shape(rest, 4, 0))) {
            *level = WKS_LEVEL_REGIO;
            return true;
        }
    }
    return false;
}

bool wks_area_code_up(const char *code, wks_level level, char out[static WKS_AREA_CODE_SIZE])
{
    char own[WKS_AREA_CODE_SIZE];
    wks_level own_level = WKS_LEVEL_LAND;
    if (!wks_area_code_read((wks_span){code, strlen(code)}, own, &own_level) || level > own_level ||
        level < WKS_LEVEL_GEMEENTE) {
        return false;
    }
    static const char *const prefix[WKS_N_LEVELS] = {"", "", "GM", "WK", "BU"};
    static const size_t digits[WKS_N_LEVELS] = {0, 0, 4, 6, 8};
    memcpy(out, prefix[level], 2);
    memcpy(out + 2, own + 2, digits[level]);
    out[2 + digits[level]] = 0;
    return true;
}
