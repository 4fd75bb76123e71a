/* public/serve/theme_tokens.h - the custom properties that a style sheet of tokens holds.  For
 * theme*.c only.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_THEME_TOKENS_H
#define WKS_PUBLIC_SERVE_THEME_TOKENS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_theme_token {
    const char *name;  /* "--wks-basis-color-accent-bg-default" */
    const char *value; /* spaces at its ends are gone */
    size_t line;       /* from 1 */
    bool is_dark;
} wks_theme_token;

typedef struct wks_theme_tokens {
    wks_theme_token *items;
    size_t n;
} wks_theme_tokens;

/* Rules for `:root` (or `:root:not([data-light])`), at the top or within a media rule for dark
 * screens; any other is refused.  file is what messages call the text.
 * Errors: WKS_E_FORMAT  with the line; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_theme_tokens_read(const char *file, wks_span text, wks_arena *arena,
                                              wks_theme_tokens *out, wks_error *err);
/* The value of a token, or NULL.  Of more the last. */
const char *wks_theme_tokens_find(const wks_theme_tokens *tokens, const char *name, bool is_dark);

#endif
