/* public/serve/choice.h - what is wrong with a choice of indicator, level, period, breakdown.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_CHOICE_H
#define WKS_PUBLIC_SERVE_CHOICE_H

#include "base/http.h"
#include "public/picture/picture_read.h"
#include "public/picture/picture_table.h"

#include <stdbool.h>

/* Whether the series exists; if not, response says everything that is wrong at once. */
bool wks_choice_is_sound(const wks_picture_series *series, wks_http_response *response);

/* Whether something is wrong with the parameter of this name. */
bool wks_choice_has_fault(const wks_http_response *response, const char *name);
/* A fault for each part of the choice that the offer does not hold, with what it does hold; at most
 * one a parameter.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_choice_add_faults(const wks_table_offer *offer,
                                              const wks_table_choice *choice, wks_arena *arena,
                                              wks_http_response *response, wks_error *err);

#endif
