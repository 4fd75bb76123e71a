/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/effect_guard.h"

#include "base/language.h"
#include "math/sum.h"

#include <math.h>

static const double least_pre_trend_p = 0.1;

const char *wks_effect_guard_text(wks_effect_refusal refusal)
{
    switch (refusal) {
    case WKS_EFFECT_ALLOWED:
        return wks_tr("no objection was found", "er is geen bezwaar gevonden");
    case WKS_EFFECT_NO_RIGHT:
        return wks_tr("the owner of this figure does not allow it to be used for effect",
                      "de eigenaar van dit cijfer staat gebruik voor effect niet toe");
    case WKS_EFFECT_BREAK:
        return wks_tr("the method or the boundaries change inside the window, so that a change of "
                      "the figure need not be a change of what it measures",
                      "de methode of de grenzen veranderen binnen de gekozen periode, waardoor een "
                      "verandering van het cijfer geen echte verandering hoeft te zijn");
    case WKS_EFFECT_SELECTED:
        return wks_tr("the areas were chosen because of this figure, and would move back to the "
                      "mean by chance alone; use an earlier period or a shrunken baseline",
                      "de gebieden zijn gekozen vanwege dit cijfer en bewegen door toeval al terug "
                      "naar het gemiddelde; gebruik een eerdere periode of een gekrompen "
                      "uitgangswaarde");
    case WKS_EFFECT_CHOICE_UNKNOWN:
        return wks_tr("it is not said how the areas were chosen",
                      "er is niet gezegd hoe de gebieden zijn gekozen");
    case WKS_EFFECT_TOO_FEW_BEFORE:
        return wks_tr("there are too few periods before the start",
                      "er zijn te weinig perioden voor de start");
    case WKS_EFFECT_TOO_FEW_AFTER:
        return wks_tr("there are too few periods after the start",
                      "er zijn te weinig perioden na de start");
    case WKS_EFFECT_NO_TREATED:
        return wks_tr("there is no area where it started inside the window with a period before",
                      "er is geen gebied waar het binnen de periode begon met een periode ervoor");
    case WKS_EFFECT_NO_CONTROL:
        return wks_tr("there is no area to compare with",
                      "er is geen gebied om mee te vergelijken");
    case WKS_EFFECT_ONE_TREATED:
        return wks_tr("it started in one area only: chance cannot be told from effect, and only "
                      "the place among areas without it is given",
                      "het begon in maar een gebied: toeval en effect zijn niet te scheiden, en "
                      "alleen de plaats tussen gebieden zonder wordt gegeven");
    case WKS_EFFECT_PRE_TREND:
        return wks_tr("the areas already went apart before the start (p < 0.1)",
                      "de gebieden liepen al voor de start uit elkaar (p < 0,1)");
    case WKS_EFFECT_PRE_UNTESTED:
        return wks_tr("there is no second period before the start, so that it could not be tested "
                      "whether the areas already went apart",
                      "er is geen tweede periode voor de start, waardoor niet te toetsen was of de "
                      "gebieden al uit elkaar liepen");
    case WKS_EFFECT_NOT_FITTED:
        return wks_tr("the data cannot carry the model",
                      "de gegevens kunnen het model niet dragen");
    }
    return "";
}

const char *wks_effect_guard_name(wks_effect_refusal refusal)
{
    switch (refusal) {
    case WKS_EFFECT_ALLOWED:
        return "ok";
    case WKS_EFFECT_NO_RIGHT:
        return "no-right";
    case WKS_EFFECT_BREAK:
        return "break";
    case WKS_EFFECT_SELECTED:
        return "selected-on-outcome";
    case WKS_EFFECT_CHOICE_UNKNOWN:
        return "choice-unknown";
    case WKS_EFFECT_TOO_FEW_BEFORE:
        return "too-few-before";
    case WKS_EFFECT_TOO_FEW_AFTER:
        return "too-few-after";
    case WKS_EFFECT_NO_TREATED:
        return "no-treated";
    case WKS_EFFECT_NO_CONTROL:
        return "no-control";
    case WKS_EFFECT_ONE_TREATED:
        return "one-treated";
    case WKS_EFFECT_PRE_TREND:
        return "pre-trend";
    case WKS_EFFECT_PRE_UNTESTED:
        return "pre-trend-untested";
    case WKS_EFFECT_NOT_FITTED:
        return "not-fitted";
    }
    return "";
}

wks_effect_refusal wks_effect_guard_before(const wks_effect_claim *claim)
{
    if (!claim->may_effect) {
        return WKS_EFFECT_NO_RIGHT;
    }
    for (size_t i = 0; i < claim->n_breaks; i++) {
        if (claim->breaks[i] > claim->from && claim->breaks[i] <= claim->to) {
            return WKS_EFFECT_BREAK;
        }
    }
    if (claim->choice == WKS_EFFECT_CHOSEN_UNKNOWN) {
        return WKS_EFFECT_CHOICE_UNKNOWN;
    }
    if (claim->choice == WKS_EFFECT_CHOSEN_BY_OUTCOME &&
        claim->baseline == WKS_EFFECT_BASELINE_SAME) {
        return WKS_EFFECT_SELECTED;
    }
    return WKS_EFFECT_ALLOWED;
}

wks_effect_refusal wks_effect_guard_after(size_t n_treated, double pre_trend_p)
{
    if (n_treated == 0) {
        return WKS_EFFECT_NO_TREATED;
    }
    if (n_treated == 1) {
        return WKS_EFFECT_ONE_TREATED;
    }
    return pre_trend_p < least_pre_trend_p ? WKS_EFFECT_PRE_TREND : WKS_EFFECT_ALLOWED;
}

/* ---- regression to the mean ------------------------------------------------------------------ */

/* The weighted mean at this between-area variance, and how far the spread around it exceeds what
 * it should be, n - 1: falls as a grows. */
static double excess(size_t n, const double *value, const double *variance, double a, double *mean)
{
    wks_sum weights = {0};
    wks_sum weighted = {0};
    wks_sum spread = {0};
    for (size_t i = 0; i < n; i++) {
        wks_sum_add(&weights, 1 / (variance[i] + a));
        wks_sum_add(&weighted, value[i] / (variance[i] + a));
    }
    *mean = wks_sum_value(&weighted) / wks_sum_value(&weights);
    for (size_t i = 0; i < n; i++) {
        wks_sum_add(&spread, (value[i] - *mean) * (value[i] - *mean) / (variance[i] + a));
    }
    return wks_sum_value(&spread) - (double)(n - 1);
}

static double find_between(size_t n, const double *value, const double *variance, double *mean)
{
    double low = 0;
    double high = 1e-12;
    if (excess(n, value, variance, 0, mean) <= 0) {
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        high = fmax(high, variance[i]);
    }
    while (excess(n, value, variance, high, mean) > 0) {
        high *= 2;
    }
    for (int round = 0; round < 200 && high - low > 1e-14 * high; round++) {
        const double middle = (low + high) / 2;
        if (excess(n, value, variance, middle, mean) > 0) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return (low + high) / 2;
}

wks_code wks_effect_guard_shrink(size_t n, const double *value, const double *variance,
                                 const bool *is_chosen, wks_arena *arena, wks_effect_baselines *out,
                                 wks_error *err)
{
    wks_sum change = {0};
    *out = (wks_effect_baselines){0};
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(value[i]) || !(variance[i] > 0) || !isfinite(variance[i])) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("area %zu: a baseline must be a number with a variance above 0",
                                   "gebied %zu: een uitgangswaarde moet een getal zijn met een "
                                   "variantie boven 0"),
                            i + 1);
        }
        out->n_chosen += is_chosen[i];
    }
    if (n < 3 || out->n_chosen == 0) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%zu areas of which %zu chosen: expected at least 3, and 1 chosen",
                               "%zu gebieden waarvan %zu gekozen: verwacht ten minste 3, en 1 "
                               "gekozen"),
                        n, out->n_chosen);
    }
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->shrunken, &out->shrunken, err));
    out->between_variance = find_between(n, value, variance, &out->mean);
    (void)excess(n, value, variance, out->between_variance, &out->mean);
    /* (n - 3) / (n - 1) allows for the between-area variance being itself an estimate: Morris
     * (1983) */
    for (size_t i = 0; i < n; i++) {
        const double pull =
            (double)(n - 3) / (double)(n - 1) * variance[i] / (variance[i] + out->between_variance);
        out->shrunken[i] = value[i] - pull * (value[i] - out->mean);
        if (is_chosen[i]) {
            wks_sum_add(&change, out->shrunken[i] - value[i]);
        }
    }
    out->expected_change = wks_sum_value(&change) / (double)out->n_chosen;
    return WKS_OK;
}
