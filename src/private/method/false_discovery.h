/* private/method/false_discovery.h - which of many findings may be listed.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_FALSE_DISCOVERY_H
#define WKS_PRIVATE_METHOD_FALSE_DISCOVERY_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Both fill is_listed [n] and say how many in *n_listed; a NAN is never listed.  Equal values are
 * listed together or not at all, so that the order of the areas changes nothing.  Errors:
 * WKS_E_MEMORY. */

/* The largest list whose mean probability of being wrong, wrong [n] in 0..1, is at most level.
 * Source: Newton et al. (2004), Biostatistics 5:155-176, doi:10.1093/biostatistics/5.2.155; Mueller
 * et al. (2004), JASA 99:990-1001, doi:10.1198/016214504000001646. */
WKS_MUST_CHECK wks_code wks_false_discovery_bayes(size_t n, const double *wrong, double level,
                                                  wks_arena *arena, bool *is_listed,
                                                  size_t *n_listed, wks_error *err);

/* The step-up list of p values [n]: largest k with p_(k) <= level k / m, m those not NAN.
 * Source: Benjamini & Hochberg (1995), JRSS B 57:289-300,
 * doi:10.1111/j.2517-6161.1995.tb02031.x. */
WKS_MUST_CHECK wks_code wks_false_discovery_step_up(size_t n, const double *p_value, double level,
                                                    wks_arena *arena, bool *is_listed,
                                                    size_t *n_listed, wks_error *err);

#endif
