/* public/serve/record_take.h - a record that somebody sent, held against its kind and the picture.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_RECORD_TAKE_H
#define WKS_PUBLIC_SERVE_RECORD_TAKE_H

#include "base/http.h"
#include "public/action/record_kind.h"
#include "public/serve/serve.h"

/* *body: what is to be kept, in arena; NULL: response says everything that is wrong, areas and
 * indicators that the picture does not have among it.  Errors: WKS_E_MEMORY, WKS_E_STORE. */
WKS_MUST_CHECK wks_code wks_record_take(wks_serve *serve, const wks_http_request *request,
                                        const wks_record_kind *kind, wks_arena *arena,
                                        wks_http_response *response, const char **body,
                                        wks_error *err);

#endif
