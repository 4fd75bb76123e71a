/* public/serve/reply_language.h - the parameter "taal": in which language the sentences of a reply
 * are.
 *
 * The routes whose replies hold sentences take it; Dutch without it.  A body of each language is
 * kept by itself. SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_REPLY_LANGUAGE_H
#define WKS_PUBLIC_SERVE_REPLY_LANGUAGE_H

#include "base/http.h"

#include <stdbool.h>

#define WKS_REPLY_LANGUAGE "taal" /* the name of the parameter */

/* Whether taal (NULL: not given) is a language there is; if not, response says which there are. */
bool wks_reply_language_is_sound(const char *taal, wks_http_response *response);
/* "nl" or "en": for the key of a body. */
const char *wks_reply_language_code(wks_language language);

#endif
