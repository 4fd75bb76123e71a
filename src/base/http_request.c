/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/http_request.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool wks_http_request_decode(wks_span text, char *out, size_t room, size_t *n_out)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '%') {
            int high = text.n - i > 2 ? hex_digit(text.at[i + 1]) : -1;
            int low = high >= 0 ? hex_digit(text.at[i + 2]) : -1;
            if (low < 0) {
                return false;
            }
            c = (unsigned char)(high * 16 + low);
            i += 2;
        }
        if (c < 0x20 || c == 0x7f || n + 1 >= room) {
            return false;
        }
        out[n++] = (char)c;
    }
    if (room == 0) {
        return false;
    }
    out[n] = 0;
    *n_out = n;
    return wks_text_is_utf8(out, n);
}

bool wks_http_request_match(const char *pattern, const char *path, wks_span *names,
                            size_t max_names, size_t *n_names)
{
    *n_names = 0;
    while (*pattern != 0) {
        if (*pattern != '{') {
            if (*pattern++ != *path++) {
                return false;
            }
            continue;
        }
        const char *end = strchr(pattern, '}');
        bool is_rest = end[-1] == '*';
        size_t n = is_rest ? strlen(path) : strcspn(path, "/");
        if (n == 0 || *n_names == max_names) {
            return false;
        }
        names[(*n_names)++] = (wks_span){path, n};
        path += n;
        pattern = end + 1;
    }
    return *path == 0;
}

/* q in thousandths of a piece like "gzip;q=0.5"; 1000 without one. */
static int quality_of(wks_span piece)
{
    for (size_t i = 0; i + 2 < piece.n; i++) {
        if (piece.at[i] != ';') {
            continue;
        }
        wks_span rest = wks_span_trim(piece.at + i + 1, piece.n - i - 1);
        if (rest.n < 3 || (rest.at[0] | 0x20) != 'q' || rest.at[1] != '=') {
            continue;
        }
        int q = 0;
        int place = 1000;
        for (size_t k = 2; k < rest.n && place > 0; k++) {
            if (isdigit((unsigned char)rest.at[k])) {
                q += (rest.at[k] - '0') * place;
                place /= 10;
            } else if (rest.at[k] != '.') {
                break;
            }
        }
        return q < 1000 ? q : 1000;
    }
    return 1000;
}

static bool is_called(wks_span piece, const char *name)
{
    size_t n = strlen(name);
    return piece.n >= n && strncasecmp(piece.at, name, n) == 0 &&
           (piece.n == n || strchr("; \t", piece.at[n]) != NULL);
}

wks_http_coding wks_http_request_coding(const char *accept, const bool has[WKS_HTTP_N_CODINGS])
{
    static const char *const called[WKS_HTTP_N_CODINGS] = {"identity", "gzip", "br"};

    enum {
        UNSAID = -1
    };

    int q[WKS_HTTP_N_CODINGS] = {UNSAID, UNSAID, UNSAID};
    int q_of_others = UNSAID;
    for (const char *at = accept; at != NULL && *at != 0;) {
        size_t n = strcspn(at, ",");
        wks_span piece = wks_span_trim(at, n);
        for (size_t i = 0; i < WKS_HTTP_N_CODINGS; i++) {
            if (is_called(piece, called[i])) {
                q[i] = quality_of(piece);
            }
        }
        if (is_called(piece, "*")) {
            q_of_others = quality_of(piece);
        }
        at += n + (at[n] == ',');
    }
    wks_http_coding best = WKS_HTTP_IDENTITY;
    /* Sending it plain is always allowed, but comes after every coding that was asked for. */
    int best_q = q[WKS_HTTP_IDENTITY] > 0 ? q[WKS_HTTP_IDENTITY] : 0;
    for (size_t i = WKS_HTTP_GZIP; i < WKS_HTTP_N_CODINGS; i++) {
        int its_q = q[i] != UNSAID ? q[i] : q_of_others;
        if (has[i] && its_q > 0 && its_q >= best_q) {
            best = (wks_http_coding)i;
            best_q = its_q;
        }
    }
    return best;
}

/* How closely piece names type: 3 itself, 2 "text/" and a star, 1 two stars, 0 not. */
static int closeness(wks_span piece, const char *type)
{
    const size_t n_family = strcspn(type, "/") + 1;
    char family[64];
    if (is_called(piece, type)) {
        return 3;
    }
    if (n_family + 1 < sizeof family) {
        memcpy(family, type, n_family);
        memcpy(family + n_family, "*", 2);
        if (is_called(piece, family)) {
            return 2;
        }
    }
    return is_called(piece, "*/*") ? 1 : 0;
}

/* q of type in thousandths, by the piece that names it most closely; 0: it is not wanted. */
static int quality_in(const char *accept, const char *type)
{
    int q = 0;
    int closest = 0;
    for (const char *at = accept; *at != 0;) {
        const size_t n = strcspn(at, ",");
        const wks_span piece = wks_span_trim(at, n);
        const int close = closeness(piece, type);
        if (close > closest) {
            closest = close;
            q = quality_of(piece);
        }
        at += n + (at[n] == ',');
    }
    return q;
}

size_t wks_http_request_type(const char *accept, const char *const *types, size_t n)
{
    size_t best = 0;
    int best_q = 0;
    for (size_t i = 0; accept != NULL && i < n; i++) {
        const int q = quality_in(accept, types[i]);
        if (q > best_q) {
            best = i;
            best_q = q;
        }
    }
    return best;
}

bool wks_http_request_has_tag(const char *if_none_match, const char *etag)
{
    size_t n_tag = strlen(etag);
    for (const char *at = if_none_match; *at != 0;) {
        size_t n = strcspn(at, ",");
        wks_span piece = wks_span_trim(at, n);
        if (piece.n > 2 && piece.at[0] == 'W' && piece.at[1] == '/') {
            piece.at += 2;
            piece.n -= 2;
        }
        if ((piece.n == 1 && *piece.at == '*') ||
            (piece.n == n_tag && memcmp(piece.at, etag, n_tag) == 0)) {
            return true;
        }
        at += n + (at[n] == ',');
    }
    return false;
}

wks_span wks_http_request_cookie(const char *cookies, const char *name)
{
    const size_t n = strlen(name);
    for (const char *at = cookies; at != NULL && *at != 0;) {
        const wks_span pair = wks_span_trim(at, strcspn(at, ";"));
        if (pair.n > n && memcmp(pair.at, name, n) == 0 && pair.at[n] == '=') {
            return (wks_span){pair.at + n + 1, pair.n - n - 1};
        }
        at = strchr(at, ';');
        at = at == NULL ? NULL : at + 1;
    }
    return (wks_span){NULL, 0};
}
