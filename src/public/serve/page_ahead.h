/* public/serve/page_ahead.h - what the script of a page will ask for, told with its document.
 *
 * In: which page, and what its address names.  Out: the value of a Link header.  A browser fetches
 * what it names at once, and not only when the first script has run: on a slow line and a slow
 * processor that is most of the wait.  A page works the same without it.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_PAGE_AHEAD_H
#define WKS_PUBLIC_SERVE_PAGE_AHEAD_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>

typedef struct wks_page_names {
    bool is_english;
    const char *area;    /* of /gebied/{code}: one that exists; NULL elsewhere */
    const char *region;  /* whose figures the first page shows; NULL: a whole country */
    const char *release; /* that is served; NULL: none */
} wks_page_names;

/* Whether the page at this pattern, as it stands without "/en", shows figures of the region. */
bool wks_page_ahead_is_first(const char *pattern);
/* The value for the page at this pattern; NULL where nothing is known.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_page_ahead_link(const char *pattern, const wks_page_names *names,
                                            wks_arena *arena, const char **out, wks_error *err);

#endif
