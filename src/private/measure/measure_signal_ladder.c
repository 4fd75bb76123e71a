/* What else may explain that use is lower than expected, and how much hangs on the choices.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/json.h"
#include "base/text.h"
#include "private/measure/measure_signal_inside.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static const char *number_text(const wks_indicator *indicator, double value,
                               char out[static WKS_NUMBER_DUTCH_SIZE])
{
    return wks_number_dutch(value, indicator->decimals, out);
}

/* ---- a rung that has an indicator ------------------------------------------------------------ */

static const char *above_name(const char *area)
{
    return area[0] == 'W' ? "de gemeente" : "de regio";
}

static const char *outcome_text(const wks_candidate *found, wks_arena *arena)
{
    char value[WKS_NUMBER_DUTCH_SIZE];
    char rest[WKS_NUMBER_DUTCH_SIZE];
    const wks_verdict *verdict = found->verdict;
    const wks_indicator *indicator = found->indicator;
    if (verdict == NULL || verdict->label == WKS_VERDICT_NONE) {
        return wks_arena_printf(arena, "%s %s (%s); niet te zeggen of dat verschilt van de rest",
                                number_text(indicator, found->value.value, value), indicator->unit,
                                found->period);
    }
    return wks_arena_printf(arena, "%s %s tegen %s in de rest van %s (%s): %s",
                            number_text(indicator, found->value.value, value), indicator->unit,
                            number_text(indicator, verdict->reference, rest),
                            above_name(found->area), found->period,
                            wks_verdict_word_at(WKS_WORDS_LABEL, verdict->label)->dutch);
}

static wks_rung_outcome outcome_of(const wks_candidate *found)
{
    static const wks_rung_outcome outcomes[] = {[WKS_VERDICT_NONE] = WKS_RUNG_UNDECIDED,
                                                [WKS_VERDICT_HIGHER] = WKS_RUNG_HIGHER,
                                                [WKS_VERDICT_LOWER] = WKS_RUNG_LOWER,
                                                [WKS_VERDICT_NO_DIFFERENCE] = WKS_RUNG_ALIKE};
    return found->verdict == NULL ? WKS_RUNG_UNDECIDED : outcomes[found->verdict->label];
}

/* The area itself, else its gemeente, else the region. */
static size_t find_number(const wks_signal_work *work, const wks_indicator *indicator,
                          const char *area, bool *is_above)
{
    char gemeente[WKS_AREA_CODE_SIZE] = "";
    wks_area_code_up(area, WKS_LEVEL_GEMEENTE, gemeente);
    const char *const places[] = {area, gemeente, work->in->workspace->region_code};
    for (size_t i = 0; i < 3; i++) {
        const size_t found =
            places[i] == NULL || places[i][0] == 0
                ? WKS_NO_CANDIDATE
                : wks_candidates_nearest(work->candidates, indicator, places[i], work->period);
        if (places[i] != NULL && found != WKS_NO_CANDIDATE) {
            *is_above = i > 0 && !wks_text_equal(places[i], area);
            return found;
        }
    }
    return WKS_NO_CANDIDATE;
}

static const char *place_name(const wks_signal_work *work, const char *area)
{
    const wks_workspace *workspace = work->in->workspace;
    return wks_text_equal(area, workspace->region_code) ? workspace->region_name : area;
}

static const char *owner_of(const wks_signal_work *work, const wks_indicator *indicator)
{
    const wks_source *source =
        wks_catalogue_source(work->in->catalogue, indicator->measures[0].source);
    return source->owner;
}

static wks_code climb_indicator(const wks_signal_work *work, const char *area,
                                wks_candidate_rung *out, wks_error *err)
{
    const wks_rung *rung = out->rung;
    const wks_indicator *indicator = wks_catalogue_indicator(work->in->catalogue, rung->indicator);
    bool is_above = false;
    const size_t at = find_number(work, indicator, area, &is_above);
    const wks_candidate *found = at == WKS_NO_CANDIDATE ? NULL : &work->candidates->items[at];
    const char *text = found == NULL ? NULL : outcome_text(found, work->arena);
    if (found == NULL) {
        out->outcome = WKS_RUNG_NO_DATA;
        out->dutch = wks_arena_printf(work->arena, "%s? Geen gegevens van %s over %s.", rung->dutch,
                                      owner_of(work, indicator), indicator->dutch);
    } else if (text != NULL && is_above) {
        char value[WKS_NUMBER_DUTCH_SIZE];
        out->number = at;
        out->outcome = WKS_RUNG_ABOVE_ONLY;
        out->dutch = wks_arena_printf(
            work->arena, "%s? Alleen bekend voor een groter gebied (%s): %s %s (%s). Bron: %s.",
            rung->dutch, place_name(work, found->area),
            number_text(indicator, found->value.value, value), indicator->unit, found->period,
            owner_of(work, indicator));
    } else if (text != NULL) {
        out->number = at;
        out->outcome = outcome_of(found);
        out->dutch = wks_arena_printf(work->arena, "%s? %s: %s. Bron: %s.", rung->dutch,
                                      indicator->dutch, text, owner_of(work, indicator));
    }
    return out->dutch == NULL ? wks_arena_fail(err) : WKS_OK;
}

/* ---- how much age, sex and need take away ---------------------------------------------------- */

/* crude use = age and sex x need x what is left, each as a factor. */
static wks_code climb_demography(const wks_signal_work *work, size_t area, double gap,
                                 wks_candidate_rung *out, wks_error *err)
{
    const wks_candidate *use = &work->candidates->items[work->use_number[area]];
    const double per = use->indicator->measures[0].per;
    const double standardised = use->value.value / per;
    const double left = exp(gap);
    out->number = work->use_number[area];
    out->outcome = WKS_RUNG_COMPUTED;
    if (!(use->crude_ratio > 0) || !(standardised > 0) || !(left > 0)) {
        out->outcome = WKS_RUNG_NO_DATA;
        out->dutch = "Hier is niet te berekenen wat leeftijd, geslacht en klachten verklaren.";
        return WKS_OK;
    }
    static const double percent = 100;
    out->dutch = wks_arena_printf(
        work->arena,
        "%s: het gebruik is %.0f%% van dat in de regio; naar leeftijd en geslacht %.0f%% van "
        "verwacht, en met de klachten erbij %.0f%%.",
        out->rung->dutch, percent * use->crude_ratio, percent * standardised, percent * left);
    return out->dutch == NULL ? wks_arena_fail(err) : WKS_OK;
}

wks_code wks_signal_work_ladder(const wks_signal_work *work, size_t area, double gap,
                                const wks_candidate_rung **out, wks_error *err)
{
    const wks_signal_pair *pair = work->pair;
    const char *code = work->candidates->items[work->use_number[area]].area;
    wks_candidate_rung *ladder = NULL;
    WKS_TRY(wks_arena_take(work->arena, pair->n_ladder, sizeof *ladder, &ladder, err));
    for (size_t i = 0; i < pair->n_ladder; i++) {
        ladder[i] = (wks_candidate_rung){.rung = &pair->ladder[i], .number = WKS_NO_CANDIDATE};
        if (pair->ladder[i].kind == WKS_RUNG_DEMOGRAPHY) {
            WKS_TRY(climb_demography(work, area, gap, &ladder[i], err));
        } else if (pair->ladder[i].indicator != NULL) {
            WKS_TRY(climb_indicator(work, code, &ladder[i], err));
        } else {
            ladder[i].dutch =
                wks_arena_printf(work->arena, "Geen gegevens over %s.", pair->ladder[i].dutch);
            if (ladder[i].dutch == NULL) {
                return wks_arena_fail(err);
            }
        }
    }
    *out = ladder;
    return WKS_OK;
}

/* ---- how much hangs on the choices ----------------------------------------------------------- */

static const char *const names[] = {
    [WKS_MISMATCH_BASE] = "zoals hier",
    [WKS_MISMATCH_RATIO_85] = "gebruik onder 0,85 van verwacht",
    [WKS_MISMATCH_RATIO_95] = "gebruik onder 0,95 van verwacht",
    [WKS_MISMATCH_TOP_20] = "klachten bij de hoogste 20%",
    [WKS_MISMATCH_TOP_40] = "klachten bij de hoogste 40%",
    [WKS_MISMATCH_NO_COVARIANCE] = "fouten van klachten en gebruik los van elkaar",
    [WKS_MISMATCH_NO_COVARIATES] = "klachten zonder kenmerken",
    [WKS_MISMATCH_VARIANCE_150] = "onzekerheid anderhalf keer zo groot",
    [WKS_MISMATCH_SPATIAL] = "met buurwijken (ruimtelijk)",
    [WKS_MISMATCH_ALTERNATIVE] = "andere invoer",
};

static const char *name_of(const wks_signal_work *work, const wks_mismatch_row *row)
{
    if (row->variant == WKS_MISMATCH_SPATIAL && work->pair->level == WKS_LEVEL_GEMEENTE) {
        return "met buurgemeenten (ruimtelijk)";
    }
    return row->name == NULL ? names[row->variant] : row->name;
}

static void put_row(wks_json *json, const char *name, const wks_mismatch_row *row)
{
    wks_json_open_object(json);
    wks_json_member_text(json, "keuze", name);
    wks_json_member_integer(json, "sterk", (int64_t)row->n_strong);
    wks_json_member_integer(json, "mogelijk", (int64_t)row->n_possible);
    wks_json_member_integer(json, "blijft", (int64_t)row->n_kept);
    wks_json_member_integer(json, "nieuw", (int64_t)row->n_new);
    wks_json_member_number(json, "grootsteVerandering", row->largest_change);
    wks_json_close_object(json);
}

/* Half and twice the error that was assumed. */
static wks_code other_errors(const wks_signal_work *work, const wks_mismatch_data *data,
                             wks_mismatch_alternative out[2], wks_error *err)
{
    static const double factors[] = {0.5, 2};
    static const char *const labels[] = {"aangenomen fout half zo groot",
                                         "aangenomen fout twee keer zo groot"};
    for (size_t k = 0; k < 2; k++) {
        double *variance = NULL;
        double *observed = NULL;
        double *expected = NULL;
        const double squared = factors[k] * factors[k];
        WKS_TRY(wks_arena_take(work->arena, data->n_areas, sizeof(double), &variance, err));
        WKS_TRY(wks_arena_take(work->arena, data->n_areas, sizeof(double), &observed, err));
        WKS_TRY(wks_arena_take(work->arena, data->n_areas, sizeof(double), &expected, err));
        for (size_t i = 0; i < data->n_areas; i++) {
            variance[i] = data->need_variance[i] * squared;
            observed[i] = data->observed[i] / squared;
            expected[i] = data->expected[i] / squared;
        }
        out[k] = (wks_mismatch_alternative){.name = labels[k], .data = *data};
        out[k].data.need_variance = variance;
        out[k].data.observed = observed;
        out[k].data.expected = expected;
    }
    return WKS_OK;
}

wks_code wks_signal_work_sensitivity(const wks_signal_work *work, const wks_mismatch_data *data,
                                     const wks_mismatch_options *options, const char **out,
                                     wks_error *err)
{
    wks_mismatch_alternative others[2];
    wks_mismatch_row *rows = NULL;
    size_t n = 0;
    wks_buffer text = {0};
    wks_json json;
    WKS_TRY(other_errors(work, data, others, err));
    WKS_TRY(wks_mismatch_sensitivity(data, options, others, work->pair->is_label ? 0 : 2,
                                     work->arena, &rows, &n, err));
    wks_json_init(&json, &text);
    wks_json_open_array(&json);
    for (size_t i = 0; i < n; i++) {
        if (rows[i].is_available) {
            put_row(&json, name_of(work, &rows[i]), &rows[i]);
        }
    }
    wks_json_close_array(&json);
    return wks_buffer_keep(&text, work->arena, out, err);
}
