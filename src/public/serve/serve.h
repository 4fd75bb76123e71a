/* public/serve/serve.h - a picture and the built pages in, replies to browsers out.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_SERVE_H
#define WKS_PUBLIC_SERVE_SERVE_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct wks_serve wks_serve;

typedef struct wks_serve_options {
    const char *picture; /* path of picture.db */
    const char *key;     /* file with the public key of the verifier; NULL: picture with ".pub" */
    const char *region;  /* path of regio.db, what people write; NULL: nothing is written here */
    const char *address; /* to listen on */
    uint16_t port;       /* 0: a free one */
    unsigned n_threads;
    const char *web_dir; /* pages from this folder, read at every request; NULL: the built-in */
    const char *theme;   /* file with a municipality's own tokens (theme.h); NULL: none */
    const char
        *public_url;    /* where readers find it, without a slash at the end; NULL: at address */
    bool is_behind_tls; /* a proxy in front speaks TLS and counts connections */
} wks_serve_options;

/* Open the picture, listen and answer, in threads of its own.  Strings are borrowed.
 * Errors: WKS_E_NOT_FOUND  no picture there, no release in it, or no key
 *         WKS_E_STORE      the file is no picture, or damaged; regio.db likewise
 *         WKS_E_REFUSED    the newest release is not what the verifier signed
 *         WKS_E_ARGUMENT   the address, or web_dir
 *         WKS_E_FORMAT     the theme
 *         WKS_E_IO         the port */
WKS_MUST_CHECK wks_code wks_serve_open(const wks_serve_options *options, wks_serve **out,
                                       wks_error *err);
/* Whether this can be a public_url: http or https, a host, no query and no slash at the end. */
bool wks_serve_is_public_url(const char *url);
const char *wks_serve_url(const wks_serve *serve);
/* Whether pages were built into the program, or come from a folder. */
bool wks_serve_has_pages(const wks_serve *serve);
/* To be called about once a second: takes up a new release that is signed, closes connections that
 * hang.  What goes wrong is logged once; the old release stays. */
void wks_serve_tick(wks_serve *serve);
/* Let the last replies go out, stop, free. */
void wks_serve_close(wks_serve *serve);

#endif
