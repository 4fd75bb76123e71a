/* public/serve/theme.h - a municipality's own colours and letters: CSS custom properties from a
 * file, checked before anybody sees them.
 *
 * In: a file with `:root { --wks-...: value; }` and, for dark screens, the same within `@media
 * (prefers-color-scheme: dark) { }`.  The names are those of web/src/style/tokens.css.  Out: a
 * style sheet that holds these and nothing else.  Colours of maps, verdicts and lines stay as they
 * are: they are tested for readers who see fewer colours. SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_THEME_H
#define WKS_PUBLIC_SERVE_THEME_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_theme {
    const char *css; /* in the arena */
    size_t n;        /* bytes */
    bool has_dark;   /* without, screens stay light */
} wks_theme;

/* Errors: WKS_E_NOT_FOUND  no such file
 *         WKS_E_FORMAT     no such token, one that is fixed, or a value that it cannot have: with
 *                          file and line; words that would not stand out from their ground (WCAG
 *                          2.2: 4.5 to 1 for words, 3 to 1 for edges and focus)
 *         WKS_E_MEMORY, WKS_E_IO */
WKS_MUST_CHECK wks_code wks_theme_read(const char *path, wks_arena *arena, wks_theme *out,
                                       wks_error *err);

#endif
