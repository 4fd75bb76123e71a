/* private/measure/measure_model.h - numbers per wijk from a survey with few respondents in each.
 *
 * In: what measure made of the respondents alone, the population of the wijken, and who borders on
 * whom.  Out: the wijken of such an indicator get the model's estimate, with its interval, its
 * comparison with the rest of the gemeente, and a record of the model.  Gemeenten and the region
 * keep what their own respondents say; the model is held to them. SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_MEASURE_MEASURE_MODEL_H
#define WKS_PRIVATE_MEASURE_MEASURE_MODEL_H

#include "base/arena.h"
#include "base/error.h"
#include "model/catalogue.h"
#include "model/workspace.h"
#include "private/measure/area_map.h"
#include "private/measure/candidate.h"
#include "private/vault/vault.h"

typedef struct wks_modelling {
    wks_vault *vault;
    const wks_catalogue *catalogue;
    const wks_workspace *workspace;
    const wks_area_map *maps; /* [WKS_N_LEVELS] by level */
} wks_modelling;

/* Run the model of every measure that has one, per breakdown and period, on all cores; the result
 * does not depend on how many.  Where it cannot be run
 * (too few respondents, no population) the numbers stay as they were and the record of the model
 * says why.
 * Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_measure_models(const wks_modelling *in, wks_arena *arena,
                                           wks_candidates *candidates, wks_error *err);

#endif
