/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json.h"
#include "base/language.h"
#include "programs/wijkscan/gate_explain.h"

#include <inttypes.h>
#include <string.h>

/* ---- which ----------------------------------------------------------------------------------- */

static bool is_chosen(const wks_gate_choice *choice, const wks_claim *claim)
{
    return (choice->indicator == NULL || strcmp(choice->indicator, claim->indicator) == 0) &&
           (choice->area == NULL || strcmp(choice->area, claim->area) == 0) &&
           (choice->period == NULL || strcmp(choice->period, claim->period) == 0);
}

static wks_code nothing_chosen(const wks_gate_decision *decision, const wks_gate_choice *choice,
                               wks_error *err)
{
    return wks_fail(err, WKS_E_NOT_FOUND,
                    wks_tr("decision %zu: holds no number of %s%s%s%s%s",
                           "beslissing %zu: bevat geen cijfer van %s%s%s%s%s"),
                    decision->number, choice->indicator, choice->area == NULL ? "" : ", ",
                    choice->area == NULL ? "" : choice->area, choice->period == NULL ? "" : ", ",
                    choice->period == NULL ? "" : choice->period);
}

/* ---- what is known of one -------------------------------------------------------------------- */

static bool is_of_some(const wks_claim *claim)
{
    return claim->kind == WKS_CLAIM_COUNT || claim->kind == WKS_CLAIM_RATE;
}

static bool is_shown(wks_gate_why why)
{
    return why == WKS_GATE_SHOWN || why == WKS_GATE_SHOWN_PUBLIC;
}

/* What a reader can know of a count; false: nothing was counted, or nobody says. */
static bool find_interval(const wks_claim *claim, const wks_gate_interval *intervals,
                          wks_gate_interval *out)
{
    *out = (wks_gate_interval){0};
    if (claim->cell != WKS_CLAIM_NO_CELL) {
        *out = intervals[claim->cell];
    }
    return claim->cell != WKS_CLAIM_NO_CELL || (is_of_some(claim) && claim->n_counted == 0);
}

static size_t since_of(const wks_gate_decision *decision, const wks_claim *claim)
{
    return claim->cell == WKS_CLAIM_NO_CELL ? 0 : decision->since[claim->cell];
}

/* Known to everybody although the number is hidden. */
static bool is_told(const wks_gate_decision *decision, const wks_claim *claim)
{
    return claim->cell != WKS_CLAIM_NO_CELL && wks_gate_decision_is_known(decision, claim->cell);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static const char *const codes[WKS_GATE_N_WHY] = {
    [WKS_GATE_SHOWN] = "shown",
    [WKS_GATE_SHOWN_PUBLIC] = "public",
    [WKS_GATE_FEW_PERSONS] = "few_persons",
    [WKS_GATE_FEW_WITH] = "few_with",
    [WKS_GATE_FEW_WITHOUT] = "few_without",
    [WKS_GATE_FOR_OTHERS] = "for_others",
    [WKS_GATE_BY_OTHERS] = "by_others",
};

static void put_json(const wks_gate_decision *decision, const wks_claim *claim,
                     const wks_gate_interval *intervals, wks_json *json)
{
    const wks_gate_why why = wks_gate_decision_why(decision, claim);
    const size_t since = since_of(decision, claim);
    wks_gate_interval interval;
    wks_json_open_object(json);
    wks_json_member_text(json, "indicator", claim->indicator);
    wks_json_member_text(json, "breakdown", claim->breakdown);
    wks_json_member_text(json, "level", claim->level);
    wks_json_member_text(json, "area", claim->area);
    wks_json_member_text(json, "period", claim->period);
    wks_json_member_bool(json, "shown", is_shown(why));
    wks_json_member_text(json, "why", codes[why]);
    if (why != WKS_GATE_SHOWN_PUBLIC) {
        wks_json_member_integer(json, "n_persons", claim->n_persons);
        wks_json_member_integer(json, "n_with", claim->n_with);
        wks_json_member_integer(json, "n", claim->n_counted);
    }
    if (find_interval(claim, intervals, &interval)) {
        wks_json_member_integer(json, "least", interval.least);
        wks_json_key(json, "most");
        if (interval.most < WKS_MOST_PERSONS) {
            wks_json_integer(json, interval.most);
        } else {
            wks_json_text(json, NULL);
        }
    }
    if (since > 0) {
        wks_json_member_integer(json, "since_entry", (int64_t)since);
    }
    wks_json_close_object(json);
}

/* ---- text ------------------------------------------------------------------------------------ */

static void put_reason(wks_gate_why why, int64_t minimum, wks_buffer *out)
{
    switch (why) {
    case WKS_GATE_SHOWN:
        wks_buffer_text(out, wks_tr("shown", "getoond"));
        break;
    case WKS_GATE_SHOWN_PUBLIC:
        wks_buffer_text(out, wks_tr("shown: its owner has made it public",
                                    "getoond: de eigenaar heeft het openbaar gemaakt"));
        break;
    case WKS_GATE_FEW_PERSONS:
        wks_buffer_printf(out,
                          wks_tr("hidden: fewer than %" PRId64 " persons in the group",
                                 "verborgen: minder dan %" PRId64 " personen in de groep"),
                          minimum);
        break;
    case WKS_GATE_FEW_WITH:
        wks_buffer_printf(
            out,
            wks_tr("hidden: fewer than %" PRId64 " with", "verborgen: minder dan %" PRId64 " met"),
            minimum);
        break;
    case WKS_GATE_FEW_WITHOUT:
        wks_buffer_printf(out,
                          wks_tr("hidden: fewer than %" PRId64 " without",
                                 "verborgen: minder dan %" PRId64 " zonder"),
                          minimum);
        break;
    case WKS_GATE_FOR_OTHERS:
        wks_buffer_text(out, wks_tr("hidden so that another cannot be worked out",
                                    "verborgen zodat een ander niet uit te rekenen is"));
        break;
    case WKS_GATE_BY_OTHERS:
    case WKS_GATE_N_WHY:
        wks_buffer_text(
            out, wks_tr("hidden: by another rule of the policy, or a rule hides what it counts "
                        "in another number or on other borders",
                        "verborgen: door een andere regel van het beleid, of een regel "
                        "verbergt wat het telt in een ander cijfer of op andere grenzen"));
        break;
    }
}

static void put_persons(const wks_claim *claim, wks_buffer *out)
{
    if (claim->kind == WKS_CLAIM_RATE) {
        wks_buffer_printf(out,
                          wks_tr("; %" PRId64 " events of %" PRId64 " of %" PRId64 " persons",
                                 "; %" PRId64 " gebeurtenissen van %" PRId64 " van %" PRId64
                                 " personen"),
                          claim->n_counted, claim->n_with, claim->n_persons);
    } else if (claim->kind == WKS_CLAIM_COUNT) {
        wks_buffer_printf(out,
                          wks_tr("; %" PRId64 " of %" PRId64 " persons",
                                 "; %" PRId64 " van %" PRId64 " personen"),
                          claim->n_with, claim->n_persons);
    } else if (claim->kind == WKS_CLAIM_PERSONS) {
        wks_buffer_printf(out, wks_tr("; %" PRId64 " persons", "; %" PRId64 " personen"),
                          claim->n_persons);
    }
}

static void put_interval(const wks_gate_interval *interval, wks_buffer *out)
{
    wks_buffer_printf(out,
                      wks_tr("; a reader can know: %" PRId64, "; een lezer kan weten: %" PRId64),
                      interval->least);
    if (interval->most >= WKS_MOST_PERSONS) {
        wks_buffer_text(out, wks_tr(" or more", " of meer"));
    } else if (interval->most > interval->least) {
        wks_buffer_printf(out, wks_tr(" to %" PRId64, " tot en met %" PRId64), interval->most);
    }
}

static void put_text(const wks_gate_decision *decision, const wks_claim *claim,
                     const wks_gate_interval *intervals, wks_buffer *out)
{
    const wks_gate_why why = wks_gate_decision_why(decision, claim);
    const size_t since = since_of(decision, claim);
    wks_gate_interval interval;
    wks_buffer_printf(out, "%s %s %s %s %s: ", claim->indicator, claim->breakdown, claim->level,
                      claim->area, claim->period);
    put_reason(why, decision->terms.minimum, out);
    put_persons(claim, out);
    if (!is_shown(why) && is_told(decision, claim)) {
        wks_buffer_text(out, wks_tr("; told before and known", "; eerder verteld en bekend"));
    }
    if (!is_shown(why) && find_interval(claim, intervals, &interval)) {
        put_interval(&interval, out);
    }
    if (since > 0) {
        wks_buffer_printf(out, wks_tr("; known since entry %zu", "; bekend sinds boeking %zu"),
                          since);
    }
    wks_buffer_text(out, "\n");
}

/* ---- all of them ----------------------------------------------------------------------------- */

wks_code wks_gate_explain_numbers(const wks_call *call, const wks_gate_decision *decision,
                                  const wks_gate_choice *choice, bool is_json, wks_buffer *out,
                                  wks_error *err)
{
    const wks_claims *claims = &decision->claims;
    bool *is_wanted = NULL;
    wks_gate_interval *intervals = NULL;
    wks_json json;
    size_t n = 0;
    WKS_TRY(wks_arena_take(call->arena, decision->protection.n_cells, sizeof *is_wanted, &is_wanted,
                           err));
    for (size_t i = 0; i < claims->n; i++) {
        if (is_chosen(choice, &claims->claims[i])) {
            n++;
            if (claims->claims[i].cell != WKS_CLAIM_NO_CELL) {
                is_wanted[claims->claims[i].cell] = true;
            }
        }
    }
    if (n == 0) {
        return nothing_chosen(decision, choice, err);
    }
    WKS_TRY(wks_gate_decision_attack(call, decision, is_wanted, &intervals, err));
    wks_json_init(&json, out);
    if (is_json) {
        wks_json_open_array(&json);
    }
    for (size_t i = 0; i < claims->n; i++) {
        if (!is_chosen(choice, &claims->claims[i])) {
            continue;
        }
        if (is_json) {
            put_json(decision, &claims->claims[i], intervals, &json);
        } else {
            put_text(decision, &claims->claims[i], intervals, out);
        }
    }
    if (is_json) {
        wks_json_close_array(&json);
    }
    return WKS_OK;
}
