/* model/unit.h - the unit of an indicator as readers see it.
 *
 * The catalogue has units in Dutch ("per 10.000 inwoners") and a region may add its own; "%" is the
 * same everywhere.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MODEL_UNIT_H
#define WKS_MODEL_UNIT_H

#include "base/language.h"

/* The unit in this language; one that is not known stays as it is. */
const char *wks_unit_in(const char *dutch, wks_language language);

#endif
