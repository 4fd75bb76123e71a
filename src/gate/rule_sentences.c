/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/rule_sentences.h"

/* A new rule: one more function with its sentence, called in wks_gate_rule_sentences where a reader
 * should meet it, and only when the rule applies. */
typedef struct speaker {
    const wks_gate_rules *rules;
    wks_arena *arena;
    wks_rule_sentence *said; /* [n] */
    size_t n;
    size_t room;
    wks_error *err;
} speaker;

/* Either text may be NULL when there was no memory for it. */
static wks_code say(speaker *to, const char *dutch, const char *english)
{
    if (dutch == NULL || english == NULL) {
        return wks_arena_fail(to->err);
    }
    WKS_TRY(wks_arena_grow(to->arena, &to->said, to->n, &to->room, sizeof *to->said, to->err));
    to->said[to->n++] = (wks_rule_sentence){.dutch = dutch, .english = english};
    return WKS_OK;
}

/* ---- a sentence each -------------------------------------------------------------------------
 */

static wks_code say_policy(speaker *to)
{
    return say(to,
               wks_arena_printf(to->arena, "We volgen de regels van het beleid \"%s\", versie %s.",
                                to->rules->policy_dutch, to->rules->policy_version),
               wks_arena_printf(to->arena, "We follow the rules of the policy \"%s\", version %s.",
                                to->rules->policy_english, to->rules->policy_version));
}

static wks_code say_survey(speaker *to)
{
    const int minimum = to->rules->survey_minimum;
    return say(
        to,
        wks_arena_printf(to->arena, "Uit een vragenlijst tonen we een cijfer vanaf %d antwoorden.",
                         minimum),
        wks_arena_printf(to->arena, "Of a survey we show a figure from %d answers on.", minimum));
}

static wks_code say_small_area(speaker *to)
{
    const int minimum = to->rules->minimum_inhabitants;
    return say(to,
               wks_arena_printf(to->arena,
                                "Wonen er in een wijk of buurt minder dan %d mensen? Dan verbergen "
                                "we alle tellingen daarvan.",
                                minimum),
               wks_arena_printf(to->arena,
                                "Do fewer than %d people live in a district or neighbourhood? Then "
                                "we hide all counts of it.",
                                minimum));
}

static wks_code say_providers(speaker *to)
{
    const int minimum = to->rules->minimum_providers;
    return say(to,
               wks_arena_printf(to->arena,
                                "Weten we wie de zorg gaf? Dan tonen we een cijfer alleen als het "
                                "van minstens %d aanbieders is.",
                                minimum),
               wks_arena_printf(to->arena,
                                "Do we know who gave the care? Then we show a figure only when it "
                                "is of at least %d providers.",
                                minimum));
}

static wks_code say_dominance(speaker *to)
{
    return say(to,
               "Een gemiddelde verbergen we als een of twee personen er bijna alles van hebben.",
               "We hide a mean when one or two persons have nearly all of it.");
}

static wks_code say_few_in_group(speaker *to)
{
    const int minimum = to->rules->minimum_persons;
    return say(to,
               wks_arena_printf(to->arena,
                                "Gaat een cijfer over een groep van minder dan %d personen? Dan "
                                "verbergen we het.",
                                minimum),
               wks_arena_printf(to->arena,
                                "Is a figure about a group of fewer than %d persons? Then we hide "
                                "it.",
                                minimum));
}

static wks_code say_few_with(speaker *to)
{
    const int minimum = to->rules->minimum_persons;
    return say(to,
               wks_arena_printf(to->arena,
                                "Een telling verbergen we ook als die in de groep voor minder dan "
                                "%d personen geldt. Dat doen we ook als het er 0 zijn.",
                                minimum),
               wks_arena_printf(to->arena,
                                "We also hide a count when it holds for fewer than %d persons of "
                                "the group. We do so too when there are 0.",
                                minimum));
}

static wks_code say_few_between(speaker *to)
{
    const int minimum = to->rules->minimum_persons;
    return say(to,
               wks_arena_printf(to->arena,
                                "En ook als die in de groep voor bijna iedereen geldt, en maar "
                                "voor minder dan %d personen niet. Anders is het van bijna "
                                "iedereen bekend.",
                                minimum),
               wks_arena_printf(to->arena,
                                "And also when it holds for nearly everybody of the group, and "
                                "fails for fewer than %d persons only. Otherwise it would be known "
                                "of nearly everybody.",
                                minimum));
}

static wks_code say_hidden_together(speaker *to)
{
    return say(to,
               "Soms is een verborgen cijfer terug te rekenen uit andere cijfers: wijken tellen op "
               "tot een gemeente, en leeftijden tot een totaal. Dan verbergen we ook een ander "
               "cijfer.",
               "Sometimes a hidden figure can be worked out from other figures: districts add up "
               "to a municipality, and ages to a total. Then we hide another figure as well.");
}

static wks_code say_insider(speaker *to)
{
    return say(to,
               "Iemand die in een cijfer de enige is, weet dat zelf. Ook die persoon mag daarmee "
               "geen ander verborgen cijfer kunnen uitrekenen.",
               "Somebody who is the only one in a figure knows that. That person must not be able "
               "to work out another hidden figure with it either.");
}

static wks_code say_no_verdict(speaker *to)
{
    return say(to,
               "Bij een verborgen cijfer staat geen oordeel (hoger of lager) en geen trend. Een "
               "oordeel over een ander gebied laten we ook weg als het een verborgen cijfer "
               "verraadt.",
               "A hidden figure has no verdict (higher or lower) and no trend. We also leave out a "
               "verdict on another area when it gives a hidden figure away.");
}

static wks_code say_public_passes(speaker *to)
{
    return say(to,
               "Cijfers die de eigenaar zelf al openbaar heeft gemaakt, laten we zien zoals ze "
               "zijn. Is zo'n cijfer leeg? Dan heeft de eigenaar het leeg gelaten.",
               "Figures that their owner has already made public are shown as they are. Is such a "
               "figure empty? Then the owner left it empty.");
}

static wks_code say_invented(speaker *to)
{
    return say(to,
               "Cijfers over verzonnen personen volgen dezelfde regels, alsof het echte personen "
               "zijn.",
               "Figures about invented persons follow the same rules, as if these were real "
               "persons.");
}

static wks_code say_ledger(speaker *to)
{
    return say(to,
               "Elk aantal dat we laten zien, schrijven we in een grootboek. Een nieuwe uitgave "
               "moet veilig zijn samen met alle vorige.",
               "Every count that we show is written in a ledger. A new release must be safe "
               "together with all those before it.");
}

static wks_code say_verified(speaker *to)
{
    return say(to,
               "Een tweede programma rekent elke uitgave na voordat die naar buiten gaat. Zonder "
               "zijn handtekening is er niets te zien.",
               "A second program checks every release before it goes out. Without its signature "
               "nothing is shown.");
}

wks_code wks_gate_rule_sentences(const wks_gate_rules *rules, wks_arena *arena,
                                 const wks_rule_sentence **out, size_t *n, wks_error *err)
{
    speaker to = {.rules = rules, .arena = arena, .err = err};
    *out = NULL;
    *n = 0;
    if (rules->policy_dutch != NULL) {
        WKS_TRY(say_policy(&to));
    }
    WKS_TRY(say_few_in_group(&to));
    WKS_TRY(say_few_with(&to));
    WKS_TRY(say_few_between(&to));
    if (rules->survey_minimum > rules->minimum_persons) {
        WKS_TRY(say_survey(&to));
    }
    if (rules->minimum_inhabitants > 0) {
        WKS_TRY(say_small_area(&to));
    }
    if (rules->minimum_providers > 0) {
        WKS_TRY(say_providers(&to));
    }
    if (rules->n_dominance > 0 || rules->prior.p_percent > 0) {
        WKS_TRY(say_dominance(&to));
    }
    WKS_TRY(say_hidden_together(&to));
    if (rules->insiders > 0) {
        WKS_TRY(say_insider(&to));
    }
    WKS_TRY(say_no_verdict(&to));
    WKS_TRY(say_public_passes(&to));
    if (rules->is_invented || rules->holds_invented) {
        WKS_TRY(say_invented(&to));
    }
    WKS_TRY(say_ledger(&to));
    WKS_TRY(say_verified(&to));
    *out = to.said;
    *n = to.n;
    return WKS_OK;
}
