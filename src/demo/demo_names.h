/* demo/demo_names.h - invented names of wijken and buurten that sound as if they lay in Twente.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_DEMO_DEMO_NAMES_H
#define WKS_DEMO_DEMO_NAMES_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

/* n different names ("Hazelbrink"), ASCII, in the order of the dice; n at most
 * WKS_DEMO_NAMES_MAX.  Errors: WKS_E_MEMORY. */
enum {
    WKS_DEMO_NAMES_MAX = 46 * 26
};

WKS_MUST_CHECK wks_code wks_demo_names_make(uint64_t seed, size_t n, wks_arena *arena,
                                            const char ***out, wks_error *err);

#endif
