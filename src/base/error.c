/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The names stand in brackets because error.h makes macros of them for the analyser. */
wks_code(wks_fail)(wks_error *err, wks_code code, const char *format, ...)
{
    if (err != NULL) {
        va_list args;
        va_start(args, format);
        err->code = code;
        vsnprintf(err->text, sizeof err->text, format, args);
        va_end(args);
    }
    return code;
}

wks_code(wks_error_prefix)(wks_error *err, wks_code code, const char *format, ...)
{
    if (err != NULL) {
        char old[WKS_ERROR_TEXT_SIZE];
        memcpy(old, err->text, sizeof old);
        va_list args;
        va_start(args, format);
        int length = vsnprintf(err->text, sizeof err->text, format, args);
        va_end(args);
        size_t used = length < 0 ? 0 : (size_t)length;
        if (used + 3 < sizeof err->text) {
            size_t keep = strnlen(old, sizeof err->text - used - 3);
            memcpy(err->text + used, ": ", 2);
            memcpy(err->text + used + 2, old, keep);
            err->text[used + 2 + keep] = 0;
        }
        err->code = code;
    }
    return code;
}

int wks_code_exit_status(wks_code code)
{
    switch (code) {
    case WKS_OK:
        return 0;
    case WKS_E_ARGUMENT:
        return 2;
    case WKS_E_FORMAT:
        return 3;
    case WKS_E_REFUSED:
    case WKS_E_EXISTS:
        return 4;
    case WKS_E_NOT_FOUND:
        return 5;
    case WKS_E_IO:
    case WKS_E_STORE:
    case WKS_E_MEMORY:
    case WKS_E_NUMERIC:
    default:
        return 1;
    }
}
