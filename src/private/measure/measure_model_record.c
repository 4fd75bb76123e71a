/* What is kept of a survey model: what was done, and how well it behaved.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/json.h"
#include "private/measure/measure_model_inside.h"

#include <stddef.h>
#include <stdint.h>

static void put_names(wks_json *json, const char *key, const char *const *names, size_t n)
{
    wks_json_key(json, key);
    wks_json_open_array(json);
    for (size_t i = 0; i < n; i++) {
        wks_json_text(json, names[i]);
    }
    wks_json_close_array(json);
}

static void put_checks(const wks_survey_work *work, const wks_survey_result *result, wks_json *json)
{
    wks_json_key(json, "modelTegenDirect");
    wks_json_open_array(json);
    for (size_t i = 0; i < work->n_groups; i++) {
        wks_json_open_object(json);
        wks_json_member_text(json, "gemeente", work->groups[i]);
        wks_json_member_number(json, "respondenten", result->groups[i].direct.n);
        wks_json_member_number(json, "verschil", result->checks[i].difference * work->measure->per);
        wks_json_member_number(json, "z", result->checks[i].z);
        wks_json_member_number(json, "verschuiving", result->checks[i].shift);
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
}

static wks_code write_diagnostics(const wks_survey_work *work, const wks_survey_result *result,
                                  const char **out, wks_error *err)
{
    wks_buffer text = {0};
    wks_json json;
    wks_json_init(&json, &text);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "bevolking", work->measure->population);
    wks_json_member_text(&json, "bevolkingJaar", work->population.period);
    wks_json_member_number(&json, "respondenten", result->n_respondents);
    wks_json_member_number(&json, "nietGebruikt", work->n_other + result->n_outside);
    wks_json_member_integer(&json, "wijken", (int64_t)work->n_areas);
    wks_json_member_integer(&json, "zonderRespondenten", (int64_t)result->n_empty);
    wks_json_member_integer(&json, "zonderBuren", (int64_t)work->neighbours.n_alone);
    wks_json_member_number(&json, "spreidingTussenWijken", result->area_sd.mean);
    wks_json_member_number(&json, "ruimtelijkDeel", result->phi.mean);
    wks_json_member_number(&json, "variatieInGewichten", result->weight_variation);
    wks_json_member_number(&json, "dic", result->dic);
    wks_json_member_integer(&json, "roosterpunten", (int64_t)result->model.n_points);
    put_names(&json, "covariaten", work->covariate_names, work->n_covariates);
    wks_json_member_text(&json, "weggelaten", work->left_out);
    put_checks(work, result, &json);
    wks_json_close_object(&json);
    return wks_buffer_keep(&text, work->arena, out, err);
}

static wks_code add_model(wks_survey_work *work, const char *dutch, const char *english,
                          const char *diagnostics, wks_error *err)
{
    wks_candidates *candidates = work->candidates;
    if (dutch == NULL || english == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_arena_grow(work->arena, &candidates->models, candidates->n_models,
                           &candidates->models_room, sizeof *candidates->models, err));
    candidates->models[candidates->n_models++] = (wks_candidate_model){.indicator = work->indicator,
                                                                       .breakdown = work->breakdown,
                                                                       .level = WKS_LEVEL_WIJK,
                                                                       .period = work->period,
                                                                       .name = "mrp",
                                                                       .dutch = dutch,
                                                                       .english = english,
                                                                       .diagnostics = diagnostics};
    return WKS_OK;
}

wks_code wks_survey_work_made(wks_survey_work *work, wks_error *err)
{
    const wks_survey_result *result = &work->result;
    const char *diagnostics = NULL;
    WKS_TRY(write_diagnostics(work, result, &diagnostics, err));
    return add_model(
        work,
        wks_arena_printf(
            work->arena,
            "Multilevel-regressie en poststratificatie: de antwoorden van %.0f mensen, naar "
            "leeftijd, geslacht, kenmerken van de wijk (%zu) en de buurwijken, gewogen naar de "
            "inwoners van %zu wijken (%s, %s). Elke gemeente is gelijkgemaakt aan wat haar eigen "
            "respondenten zeggen. %zu wijken hebben geen respondenten.",
            result->n_respondents, work->n_covariates, work->n_areas, work->measure->population,
            work->population.period, result->n_empty),
        wks_arena_printf(
            work->arena,
            "Multilevel regression and poststratification: the answers of %.0f people, by age, "
            "sex, characteristics of the wijk (%zu) and the wijken around it, weighed to the "
            "residents of %zu wijken (%s, %s). Each gemeente is made equal to what its own "
            "respondents say. %zu wijken have no respondents.",
            result->n_respondents, work->n_covariates, work->n_areas, work->measure->population,
            work->population.period, result->n_empty),
        diagnostics, err);
}

/* Why a model could not be run, in words that do not depend on the language of who builds. */
static void why_not(const wks_survey_work *work, const char **dutch, const char **english)
{
    switch (work->code) {
    case WKS_E_REFUSED:
        *dutch = "er zijn minder dan 30 wijken met respondenten, of minder dan 500 respondenten";
        *english = "fewer than 30 wijken have respondents, or there are fewer than 500 respondents";
        break;
    case WKS_E_NOT_FOUND:
        *dutch = "de kluis heeft geen inwoners naar leeftijd en geslacht om naar te wegen";
        *english = "the vault has no residents by age and sex to weigh to";
        break;
    case WKS_OK:
    case WKS_E_ARGUMENT:
    case WKS_E_NUMERIC:
    case WKS_E_FORMAT:
    case WKS_E_EXISTS:
    case WKS_E_IO:
    case WKS_E_STORE:
    case WKS_E_MEMORY:
    default:
        *dutch = "het model heeft voor deze gegevens geen uitkomst";
        *english = "the model has no answer for these data";
        break;
    }
}

/* The numbers stay as the respondents gave them; the record says why. */
wks_code wks_survey_work_not_made(wks_survey_work *work, wks_error *err)
{
    const char *dutch = NULL;
    const char *english = NULL;
    why_not(work, &dutch, &english);
    return add_model(work, wks_arena_printf(work->arena, "Geen schatting per wijk: %s.", dutch),
                     wks_arena_printf(work->arena, "No estimate per wijk: %s.", english), "{}",
                     err);
}
