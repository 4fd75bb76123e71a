/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/origin_text.h"

#include "model/unit.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *decision;
    wks_origin_decision english;
    wks_origin_decision dutch;
} decisions[] = {
    {"public",
     {"public figure of the owner", "The owner has made this figure public; it passes unchanged."},
     {"openbaar cijfer van de eigenaar",
      "De eigenaar heeft dit cijfer zelf openbaar gemaakt; het gaat ongewijzigd door."}},
    {"allowed",
     {"allowed", "The figure is about enough people and may go out."},
     {"toegelaten", "Het cijfer gaat over genoeg mensen en mag naar buiten."}},
    {"hidden",
     {"hidden",
      "The figure is about too few people, or such a figure could be worked out from it. It stays "
      "inside."},
     {"verborgen",
      "Het cijfer gaat over te weinig mensen, of zo'n cijfer is ermee terug te rekenen. Het blijft "
      "binnen."}},
    {"refused",
     {"not yet released",
      "The source is not public; the gate does not let such figures through in this version yet."},
     {"nog niet vrijgegeven",
      "De bron is niet openbaar; zulke cijfers laat de poort in deze versie nog niet door."}},
    {"none",
     {"no figure", "The source gives no figure here, so there was nothing to decide."},
     {"geen cijfer", "De bron geeft hier geen cijfer, dus er viel niets te besluiten."}},
};

wks_origin_decision wks_origin_text_decision(const char *decision, wks_language language)
{
    size_t i = 0;
    while (i + 1 < sizeof decisions / sizeof decisions[0] &&
           strcmp(decisions[i].decision, decision) != 0) {
        i++;
    }
    return language == WKS_DUTCH ? decisions[i].dutch : decisions[i].english;
}

const char *wks_origin_text_note(wks_query *row)
{
    const char *note = wks_query_text(row, WKS_ORIGIN_TEST + 6);
    return note == NULL ? "" : note;
}

/* ---- the source ---------------------------------------------------------------------------- */

/* Of a number that was computed of rows of a delivery. */
static void put_rows(wks_buffer *out, wks_query *row, wks_language language)
{
    const char *owner = wks_query_text(row, WKS_ORIGIN_OWNER);
    const char *file = wks_query_text(row, WKS_ORIGIN_FILE);
    const char *rows = wks_query_text(row, WKS_ORIGIN_ROWS);
    if (rows != NULL && strchr(rows, ' ') == NULL) {
        wks_buffer_printf(out,
                          wks_tr_in(language, "This figure comes from row %s of the file %s of %s.",
                                    "Dit cijfer komt uit rij %s van het bestand %s van %s."),
                          rows, file, owner);
    } else if (rows != NULL) {
        wks_buffer_printf(out,
                          wks_tr_in(language,
                                    "This figure was computed from rows of the file %s of %s.",
                                    "Dit cijfer is berekend uit rijen van het bestand %s van %s."),
                          file, owner);
    } else {
        wks_buffer_printf(out,
                          wks_tr_in(language, "This figure was computed from the file %s of %s.",
                                    "Dit cijfer is berekend uit het bestand %s van %s."),
                          file, owner);
    }
}

void wks_origin_text_put_source(wks_buffer *out, wks_query *row, wks_language language)
{
    const char *owner = wks_query_text(row, WKS_ORIGIN_OWNER);
    const char *file = wks_query_text(row, WKS_ORIGIN_FILE);
    const char *status = wks_query_text(row, WKS_ORIGIN_STATUS);
    const bool has_value = !isnan(wks_query_number(row, WKS_ORIGIN_VALUE));
    if (strcmp(wks_query_text(row, WKS_ORIGIN_DECISION), "hidden") == 0) {
        /* the same words whichever of the two it is */
        wks_buffer_text(out, wks_tr_in(language,
                                       "This figure is hidden. It is about too few people, or such "
                                       "a figure could be worked out from it.",
                                       "Dit cijfer is verborgen. Het gaat over te weinig mensen, "
                                       "of zo'n cijfer is ermee terug te rekenen."));
    } else if (strcmp(status, "hidden") == 0) {
        wks_buffer_printf(out,
                          wks_tr_in(language,
                                    "%s has hidden this figure to protect people's privacy.",
                                    "%s heeft dit cijfer verborgen om de privacy van mensen."),
                          owner);
    } else if (file == NULL) {
        wks_buffer_text(out, wks_tr_in(language,
                                       "No figure was delivered for this area and this period.",
                                       "Voor dit gebied en deze periode is geen cijfer geleverd."));
    } else if (!has_value && strcmp(status, "boundary") == 0) {
        wks_buffer_printf(out,
                          wks_tr_in(language,
                                    "The boundary of this area has changed, so that the figure in "
                                    "%s does not fit it.",
                                    "De grens van dit gebied is gewijzigd, dus het cijfer in %s "
                                    "past er niet op."),
                          file);
    } else if (!has_value) {
        wks_buffer_printf(out,
                          wks_tr_in(language, "The file %s of %s holds no figure here.",
                                    "Het bestand %s van %s bevat hier geen cijfer."),
                          file, owner);
    } else {
        put_rows(out, row, language);
    }
}

/* ---- the comparison ------------------------------------------------------------------------ */

static void put_chance(wks_buffer *out, double p, wks_language language)
{
    const double percent = 100 * p;
    if (percent < 0.1) {
        wks_buffer_text(out, wks_tr_in(language, "less than 0.1%", "minder dan 0,1%"));
    } else if (percent > 99.9) {
        wks_buffer_text(out, wks_tr_in(language, "more than 99.9%", "meer dan 99,9%"));
    } else {
        wks_verdict_json_put_number(out, percent, 1, language);
        wks_buffer_text(out, "%");
    }
}

/* " (95%-interval 0,80 tot 2,62)" */
static void put_interval(wks_buffer *out, const double bounds[2], int decimals,
                         wks_language language)
{
    wks_buffer_text(out, wks_tr_in(language, " (95% interval ", " (95%-interval "));
    wks_verdict_json_put_number(out, bounds[0], decimals, language);
    wks_buffer_text(out, wks_tr_in(language, " to ", " tot "));
    wks_verdict_json_put_number(out, bounds[1], decimals, language);
    wks_buffer_text(out, ")");
}

static void put_difference(wks_buffer *out, wks_query *row, const wks_read_verdict *verdict,
                           wks_language language)
{
    const int decimals = (int)wks_query_integer(row, WKS_ORIGIN_DECIMALS);
    const char *unit = wks_unit_in(wks_query_text(row, WKS_ORIGIN_UNIT), language);
    const char *whole = wks_query_text(row, WKS_ORIGIN_WHOLE);
    wks_buffer_printf(out, "%s: ", wks_query_text(row, WKS_ORIGIN_AREA));
    wks_verdict_json_put_number(out, wks_query_number(row, WKS_ORIGIN_VALUE), decimals, language);
    wks_buffer_printf(out,
                      wks_tr_in(language, " %s. The rest of %s, without this area: ",
                                " %s. De rest van %s, zonder dit gebied: "),
                      unit, whole == NULL ? verdict->against : whole);
    wks_verdict_json_put_number(out, verdict->reference, decimals, language);
    wks_buffer_printf(out, wks_tr_in(language, " %s. Difference: ", " %s. Verschil: "), unit);
    wks_verdict_json_put_number(out, verdict->difference, decimals + 1, language);
    put_interval(out, (const double[2]){verdict->lower, verdict->upper}, decimals + 1, language);
    wks_buffer_text(out, ". ");
}

void wks_origin_text_put_comparison(wks_buffer *out, wks_query *row, wks_language language)
{
    const bool has_value = !isnan(wks_query_number(row, WKS_ORIGIN_VALUE));
    const wks_read_verdict verdict = wks_verdict_json_read(row, WKS_ORIGIN_VERDICT, has_value);
    const wks_read_test test = wks_verdict_json_read_test(row, WKS_ORIGIN_TEST);
    if (verdict.reason->json != NULL) {
        wks_verdict_json_put_sentence(out, wks_verdict_word_in(verdict.reason, language));
        if (wks_origin_text_note(row)[0] != 0 && language == WKS_DUTCH) {
            wks_buffer_printf(out, " %s", wks_origin_text_note(row));
        }
        return;
    }
    put_difference(out, row, &verdict, language);
    if (!isnan(verdict.p_higher)) {
        wks_buffer_text(out, wks_tr_in(language,
                                       "The probability that this area is higher than the rest, "
                                       "given all areas together: ",
                                       "De kans dat dit gebied hoger ligt dan de rest, gezien alle "
                                       "gebieden samen: "));
        put_chance(out, verdict.p_higher, language);
        wks_buffer_text(out, ". ");
    }
    wks_buffer_printf(out, wks_tr_in(language, "Verdict: %s. ", "Oordeel: %s. "),
                      wks_verdict_word_in(verdict.label, language));
    wks_verdict_json_put_test(out, &test, language);
}

void wks_origin_text_put_trend(wks_buffer *out, const wks_read_trend *trend, int decimals,
                               wks_language language)
{
    if (trend->reason->json != NULL) {
        wks_verdict_json_put_sentence(out, wks_verdict_word_in(trend->reason, language));
        return;
    }
    wks_buffer_printf(out,
                      wks_tr_in(language,
                                "From %s to %s (%lld years with a figure, without a break): ",
                                "Van %s tot %s (%lld jaren met een cijfer, zonder breuk): "),
                      trend->from_period, trend->to_period, (long long)trend->n_periods);
    wks_verdict_json_put_number(out, trend->per_year, decimals + 1, language);
    wks_buffer_text(out, wks_tr_in(language, " a year", " per jaar"));
    put_interval(out, (const double[2]){trend->lower, trend->upper}, decimals + 1, language);
    wks_buffer_printf(out, ": %s.", wks_verdict_word_in(trend->movement, language));
}
