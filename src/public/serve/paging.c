/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/paging.h"

#include "base/language.h"
#include "base/text.h"

#include <ctype.h>

enum {
    USUAL_SIZE = 100,
    MOST_DIGITS = 9
};

static size_t read_count(const char *text, const char *name, size_t usual,
                         wks_http_response *response)
{
    size_t count = 0;
    size_t n = 0;
    if (text == NULL) {
        return usual;
    }
    while (n <= MOST_DIGITS && isdigit((unsigned char)text[n])) {
        count = count * 10 + (size_t)(text[n++] - '0');
    }
    if (text[n] != 0 || n > MOST_DIGITS || count == 0) {
        wks_http_add_fault(
            response, &(wks_http_fault){"query", name, "onbekend",
                                        wks_tr_in(response->language,
                                                  "Use a whole number from 1 to 999999999.",
                                                  "Gebruik een heel getal van 1 tot 999999999.")});
        return usual;
    }
    return count;
}

wks_paging wks_paging_read(const char *number, const char *size, wks_http_response *response)
{
    return (wks_paging){
        .is_asked = number != NULL || size != NULL,
        .number = read_count(number, WKS_PAGING_NUMBER, 1, response),
        .size = read_count(size, WKS_PAGING_SIZE, USUAL_SIZE, response),
    };
}

static void put(wks_buffer *out, const wks_paging *page, const char *path, size_t number,
                const char *rel)
{
    wks_buffer_printf(out, "%s<%s?" WKS_PAGING_NUMBER "=%zu&" WKS_PAGING_SIZE "=%zu>; rel=\"%s\"",
                      out->n == 0 ? "" : ", ", path, number, page->size, rel);
}

wks_code wks_paging_link(const wks_paging *page, const char *path, size_t n,
                         wks_http_response *response, wks_arena *arena, const char **link,
                         wks_error *err)
{
    const size_t last = n == 0 ? 1 : (n + page->size - 1) / page->size;
    wks_buffer out = {0};
    *link = NULL;
    if (page->number > last) {
        const char *words = wks_arena_printf(
            arena,
            wks_tr_in(response->language, "The last page is %zu.", "De laatste pagina is %zu."),
            last);
        if (words == NULL) {
            return wks_arena_fail(err);
        }
        wks_http_add_fault(response,
                           &(wks_http_fault){"query", WKS_PAGING_NUMBER, "onbekend", words});
        return WKS_OK;
    }
    put(&out, page, path, 1, "first");
    if (page->number > 1) {
        put(&out, page, path, page->number - 1, "prev");
    }
    if (page->number < last) {
        put(&out, page, path, page->number + 1, "next");
    }
    put(&out, page, path, last, "last");
    return wks_buffer_keep(&out, arena, link, err);
}
