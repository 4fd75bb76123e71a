/* public/serve/paging.h - a list in pages, for readers who ask for them.
 *
 * Who asks for no page gets the whole list in one reply.  Pages are as the module of the NL API
 * Design Rules has them (page-number): counted from 1, with a Link header to the others.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_PAGING_H
#define WKS_PUBLIC_SERVE_PAGING_H

#include "base/arena.h"
#include "base/http.h"

#include <stdbool.h>
#include <stddef.h>

#define WKS_PAGING_NUMBER "pagina"
#define WKS_PAGING_SIZE "aantalPerPagina"

typedef struct wks_paging {
    bool is_asked;
    size_t number; /* from 1 */
    size_t size;   /* items of a page */
} wks_paging;

/* What these parameters ask (NULL: not given); what is no whole number from 1 on becomes a fault of
 * response. */
wks_paging wks_paging_read(const char *number, const char *size, wks_http_response *response);

/* The Link header of this page of a list of n items: first, prev, next and last, as far as there
 * are.  *link NULL: the page does not exist, which becomes a fault.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_paging_link(const wks_paging *page, const char *path, size_t n,
                                        wks_http_response *response, wks_arena *arena,
                                        const char **link, wks_error *err);

#endif
