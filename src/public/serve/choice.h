/* public/serve/choice.h - what is wrong with a choice of indicator, level, period, breakdown.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_CHOICE_H
#define WKS_PUBLIC_SERVE_CHOICE_H

#include "base/http.h"
#include "public/picture/picture_read.h"

#include <stdbool.h>

/* Whether the series exists; if not, response says everything that is wrong at once. */
bool wks_choice_is_sound(const wks_picture_series *series, wks_http_response *response);

#endif
