/* Stage B of the mismatch: need and use on one map.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "private/method/mismatch.h"

#include <stddef.h>

static wks_code check(const wks_mismatch_data *data, wks_error *err)
{
    if (data->neighbours == NULL || data->neighbours->n_pairs == 0) {
        return wks_fail(err, WKS_E_REFUSED, "%s",
                        wks_tr("no neighbours are known", "er zijn geen buurgebieden bekend"));
    }
    if (data->covariance != NULL) {
        return wks_fail(err, WKS_E_REFUSED, "%s",
                        wks_tr("the spatial model takes the errors of need and use as independent, "
                               "and a covariance was given",
                               "het ruimtelijke model neemt de fouten van behoefte en gebruik als "
                               "onafhankelijk, en er is een covariantie gegeven"));
    }
    return WKS_OK;
}

wks_code wks_mismatch_shared_fit(const wks_mismatch_data *data, const wks_mismatch_options *options,
                                 wks_arena *arena, wks_mismatch_shared *fit, wks_error *err)
{
    static const size_t usual_draws = 2000;
    const wks_shared_component_data model = {.n_areas = data->n_areas,
                                             .need = data->need,
                                             .need_variance = data->need_variance,
                                             .observed = data->observed,
                                             .expected = data->expected,
                                             .n_x = data->n_x,
                                             .x = data->x};
    const wks_shared_component_options how = {
        .n_draws = options->n_draws == 0 ? usual_draws : options->n_draws, .seed = options->seed};
    WKS_TRY(check(data, err));
    WKS_TRY(
        wks_shared_component_fit_areas(&model, data->neighbours, &how, arena, &fit->model, err));
    fit->draws = (wks_mismatch_draws){.n_areas = fit->model.n_areas,
                                      .n_draws = fit->model.n_draws,
                                      .need = fit->model.need_draws,
                                      .gap = fit->model.gap_draws,
                                      .expected = fit->model.expected_draws};
    return wks_mismatch_judge(&fit->draws, &options->rule, arena, &fit->result, err);
}
