/* tests/fuzz/fuzz_http_request.c - any "path\nAccept-Encoding\nIf-None-Match" of a stranger.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/arena.h"
#include "base/http_request.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum {
    MAX_NAMES = 2,
    ROOM = 256
};

static void must(bool is_kept, const char *promise)
{
    if (!is_kept) {
        fprintf(stderr, "broken: %s\n", promise);
        abort();
    }
}

/* The pattern with its {names} filled in again. */
static void fill_in(const char *pattern, const wks_span *names, wks_buffer *out)
{
    for (size_t i = 0; *pattern != 0;) {
        if (*pattern == '{') {
            wks_buffer_put(out, names[i].at, names[i].n);
            i++;
            pattern = strchr(pattern, '}') + 1;
        } else {
            wks_buffer_put(out, pattern++, 1);
        }
    }
    wks_buffer_put(out, "", 0);
}

static void check_decoding(wks_span name)
{
    char decoded[ROOM];
    size_t n = 0;
    if (!wks_http_request_decode(name, decoded, sizeof decoded, &n)) {
        return;
    }
    must(n < sizeof decoded && n <= name.n && decoded[n] == 0, "decoded text fits and ends");
    must(strlen(decoded) == n, "no zero inside");
    must(wks_text_is_utf8(decoded, n), "UTF-8");
    for (size_t i = 0; i < n; i++) {
        must((unsigned char)decoded[i] >= 0x20, "no control character");
    }
}

static void check_path(const char *path)
{
    static const char *const patterns[] = {
        "/", "/over", "/gebied/{code}", "/assets/{file*}", "/{file}", "/a/{x}/b/{y}", "/a/{x}/{y*}",
    };
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        wks_span names[MAX_NAMES];
        size_t n_names = 0;
        if (!wks_http_request_match(patterns[i], path, names, MAX_NAMES, &n_names)) {
            continue;
        }
        wks_buffer again = {0};
        fill_in(patterns[i], names, &again);
        must(again.failed || strcmp(again.bytes, path) == 0, "the names are pieces of the path");
        wks_buffer_clear(&again);
        for (size_t k = 0; k < n_names; k++) {
            must(names[k].n > 0, "no empty name");
            check_decoding(names[k]);
        }
    }
}

static void check_codings(const char *accept)
{
    for (unsigned mask = 0; mask < 4; mask++) {
        const bool has[WKS_HTTP_N_CODINGS] = {true, (mask & 1) != 0, (mask & 2) != 0};
        must(has[wks_http_request_coding(accept, has)], "a coding that is there");
    }
}

static void check_tags(const char *tags)
{
    static const char tag[] = "\"0123456789abcdef-br\"";
    wks_buffer more = {0};
    wks_buffer_printf(&more, "%s, W/%s", tags, tag);
    must(more.failed || wks_http_request_has_tag(more.bytes, tag), "a tag at the end is found");
    wks_buffer_clear(&more);
    if (wks_http_request_has_tag(tags, tag)) {
        must(strstr(tags, tag) != NULL || strchr(tags, '*') != NULL, "found where it stands");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    wks_arena arena;
    wks_arena_init(&arena, 0);
    char *rest = wks_arena_text_n(&arena, (const char *)bytes, size);
    const char *lines[3] = {"", "", ""};
    for (size_t i = 0; i < 3 && rest != NULL; i++) {
        lines[i] = strsep(&rest, "\n");
    }
    check_path(lines[0]);
    check_codings(lines[1]);
    check_tags(lines[2]);
    wks_arena_clear(&arena);
    return 0;
}
