/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "private/method/standardise.h"
#include "programs/wijkscan/method_strata.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

typedef struct dsr_input {
    const wks_method_data *data;
    double *count;
    double *population;
    double *standard;
    double *frequency; /* NULL: each event is of another person */
    double per;
    char statistic[64];
    wks_rate_levels levels;
    wks_rate_rows rows;
    wks_strata_input strata;
    size_t n_expected; /* strata a group */
} dsr_input;

/* The strata of one group, rows of one stratum but other frequency put together. */
typedef struct group_strata {
    double *count;      /* [n] */
    double *population; /* [n] */
    double *standard;   /* [n] */
    double *square;     /* [n] */
    size_t n;
    size_t n_missing; /* rows without a count */
    size_t *place;    /* [strata.n] by stratum */
    size_t *group;    /* [strata.n] group + 1 that place is of */
} group_strata;

static wks_code check_population(const dsr_input *input, const char *standard, wks_error *err)
{
    for (size_t i = 0; i < input->data->n_rows; i++) {
        if (isnan(input->standard[i])) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu: column %s is empty for this stratum",
                                   "%s: regel %zu: kolom %s is leeg voor deze groep"),
                            input->data->path, input->data->line[i], standard);
        }
        if (input->frequency != NULL && !(input->frequency[i] > 0)) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu: expected a frequency above zero",
                                   "%s: regel %zu: verwacht een frequentie groter dan nul"),
                            input->data->path, input->data->line[i]);
        }
    }
    return WKS_OK;
}

static wks_code read_frequency(const wks_call *call, const wks_arguments *arguments,
                               dsr_input *input, wks_error *err)
{
    const char *frequency = wks_arguments_flag(call, arguments, "frequency");
    if (frequency == NULL) {
        return wks_strata_input_check(&input->strata, &input->rows, call->arena, err);
    }
    if (input->strata.stratum == NULL) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--frequency needs --stratum: which rows are of one age band",
                               "bij --frequency hoort --stratum: welke rijen van een "
                               "leeftijdsklasse zijn"));
    }
    return wks_rate_numbers(input->data, frequency, call->arena, &input->frequency, err);
}

static wks_code read_input(const wks_call *call, const wks_arguments *arguments,
                           wks_method_data *data, dsr_input *out, wks_error *err)
{
    const char *path = NULL;
    const char *x = NULL;
    const char *n = NULL;
    const char *standard = NULL;
    *out = (dsr_input){.data = data};
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(wks_method_flag(call, arguments, "x", &x, err));
    WKS_TRY(wks_method_flag(call, arguments, "n", &n, err));
    WKS_TRY(wks_method_flag(call, arguments, "stdpop", &standard, err));
    WKS_TRY(wks_method_number(call, arguments, "per", 1e-9, 1e12, 100000, &out->per, err));
    WKS_TRY(wks_rate_levels_read(call, arguments, &out->levels, err));
    WKS_TRY(wks_method_read(path, call->arena, data, err));
    WKS_TRY(wks_rate_numbers(data, x, call->arena, &out->count, err));
    WKS_TRY(wks_rate_numbers(data, n, call->arena, &out->population, err));
    WKS_TRY(wks_strata_input_read(call, arguments, data, &out->strata, err));
    WKS_TRY(wks_strata_input_numbers(&out->strata, standard, call->arena, &out->standard, err));
    WKS_TRY(wks_rate_rows_read(call, arguments, data, false, &out->rows, err));
    WKS_TRY(read_frequency(call, arguments, out, err));
    out->n_expected = wks_strata_input_expected(&out->strata, &out->rows);
    snprintf(out->statistic, sizeof out->statistic, "dsr per %.15g", out->per);
    return check_population(out, standard, err);
}

static wks_code prepare(const dsr_input *input, wks_arena *arena, group_strata *out, wks_error *err)
{
    const size_t n_rows = input->data->n_rows;
    *out = (group_strata){0};
    WKS_TRY(wks_arena_take(arena, n_rows, sizeof *out->count, &out->count, err));
    WKS_TRY(wks_arena_take(arena, n_rows, sizeof *out->population, &out->population, err));
    WKS_TRY(wks_arena_take(arena, n_rows, sizeof *out->standard, &out->standard, err));
    WKS_TRY(wks_arena_take(arena, n_rows, sizeof *out->square, &out->square, err));
    if (input->frequency != NULL) {
        WKS_TRY(
            wks_arena_take(arena, input->strata.strata.n, sizeof *out->place, &out->place, err));
        WKS_TRY(
            wks_arena_take(arena, input->strata.strata.n, sizeof *out->group, &out->group, err));
    }
    return WKS_OK;
}

/* Where the row's stratum stands; a new place when it is the first of its group. */
static size_t place_of(const dsr_input *input, size_t group, size_t row, group_strata *strata)
{
    size_t place = strata->n;
    if (input->frequency != NULL) {
        const size_t stratum = input->strata.strata.of_row[row];
        if (strata->group[stratum] == group + 1) {
            return strata->place[stratum];
        }
        strata->group[stratum] = group + 1;
        strata->place[stratum] = place;
    }
    strata->count[place] = 0;
    strata->square[place] = 0;
    strata->population[place] = input->population[row];
    strata->standard[place] = input->standard[row];
    strata->n++;
    return place;
}

static wks_code collect(const dsr_input *input, size_t group, group_strata *strata, wks_error *err)
{
    strata->n = 0;
    strata->n_missing = 0;
    for (size_t i = input->rows.start[group]; i < input->rows.start[group + 1]; i++) {
        const size_t row = input->rows.order[i];
        const size_t place = place_of(input, group, row, strata);
        const double times = input->frequency == NULL ? 1 : input->frequency[row];
        if (strata->population[place] != input->population[row] &&
            !(isnan(strata->population[place]) && isnan(input->population[row]))) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu: another population than an earlier row of this "
                                   "stratum and group",
                                   "%s: regel %zu: een andere bevolking dan een eerdere rij van "
                                   "deze groep en dit gebied"),
                            input->data->path, input->data->line[row]);
        }
        if (strata->standard[place] != input->standard[row]) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu: another standard population than an earlier row "
                                   "of this stratum and group",
                                   "%s: regel %zu: een andere standaardbevolking dan een eerdere "
                                   "rij van deze groep en dit gebied"),
                            input->data->path, input->data->line[row]);
        }
        if (isnan(input->count[row])) {
            strata->n_missing++;
        } else {
            strata->count[place] += times * input->count[row];
            strata->square[place] += times * times * input->count[row];
        }
    }
    return WKS_OK;
}

static wks_code put_rate(wks_buffer *out, dsr_input *input, size_t group, group_strata *strata,
                         wks_error *err)
{
    wks_interval intervals[2];
    wks_direct_rate rate;
    WKS_TRY(collect(input, group, strata, err));
    const wks_strata given = {.n = strata->n,
                              .count = strata->count,
                              .population = strata->population,
                              .standard = strata->standard,
                              .square = strata->square};
    wks_code code = wks_standardise_direct(&given, &rate, err);
    if (code != WKS_OK) {
        const size_t row = input->rows.order[input->rows.start[group]];
        return wks_error_prefix(err, code,
                                wks_tr("%s: the group from line %zu", "%s: de groep van regel %zu"),
                                input->data->path, input->data->line[row]);
    }
    if (strata->n < input->n_expected) {
        rate.outcome = WKS_OUTCOME_MISSING_STRATA;
    }
    for (size_t i = 0; i < input->levels.n; i++) {
        intervals[i] = wks_standardise_interval(&rate, &input->levels.at[i]);
    }
    wks_rate_put_which(out, &input->rows, group);
    wks_rate_put_value(out, &input->levels, rate.outcome == WKS_OUTCOME_OK ? rate.value : NAN,
                       intervals, input->per);
    wks_method_put_next(out, rate.total_count);
    wks_method_put_next(out, rate.total_population);
    wks_method_put_next(out, (double)strata->n);
    wks_method_put_next(out, (double)strata->n_missing);
    wks_rate_put_end(out, &input->rows, &input->levels, input->statistic,
                     input->frequency == NULL ? "dobson" : "dobson-repeated", rate.outcome);
    return WKS_OK;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_method_data data;
    dsr_input input;
    group_strata strata;
    wks_buffer out = {0};
    wks_code code = WKS_OK;
    WKS_TRY(read_input(call, arguments, &data, &input, err));
    WKS_TRY(prepare(&input, call->arena, &strata, err));
    wks_rate_put_header(&out, &input.rows, &input.levels,
                        "total_count,total_pop,n_strata,n_missing");
    for (size_t g = 0; g < input.rows.n && code == WKS_OK; g++) {
        code = put_rate(&out, &input, g, &strata, err);
    }
    if (code == WKS_OK) {
        return wks_rate_write(call, arguments, &input.rows, &out, err);
    }
    wks_buffer_clear(&out);
    return code;
}

static const wks_flag flags[] = {
    WKS_RATE_FLAGS,
    {"x", "COLUMN", "events in the stratum (with --frequency: persons)",
     "gebeurtenissen in de groep (met --frequency: personen)"},
    {"n", "COLUMN", "population of the stratum", "bevolking van de groep"},
    {"stdpop", "COLUMN", "standard population of the stratum, in the data or the reference",
     "standaardbevolking van de groep, in de gegevens of de referentie"},
    WKS_STRATA_FLAGS,
    {"frequency", "COLUMN", "events a person: rows hold persons with so many events",
     "gebeurtenissen per persoon: rijen tellen personen met zoveel gebeurtenissen"},
    {"per", "NUMBER", "per how many (100000)", "per hoeveel (100000)"},
};

const wks_verb wks_method_dsr = {
    .group = "method",
    .name = "dsr",
    .arguments = "",
    .english = "directly standardised rates with Dobson's intervals",
    .dutch = "direct gestandaardiseerde cijfers met intervallen volgens Dobson",
    .more_english =
        "One row a stratum (age band) of a group (area): events x, population n, standard "
        "population "
        "stdpop.\nThe rate that the area would have with the ages of the standard; its limits "
        "scale "
        "Byar's for the total\ncount.  No rate under 10 events.  An empty x counts as none, and "
        "n_missing says how many.\n\nWith --frequency one row a stratum and number of events a "
        "person: "
        "x counts persons; the interval then\nallows for events that come several to a person.\n\n"
        "Out: the group columns or group; value, lower, upper (and lower_998, upper_998 with two "
        "levels);\ntotal_count, total_pop, n_strata, n_missing; confidence; statistic; method "
        "(dobson, dobson-repeated);\nstatus: ok, too_few (under 10 events), no_population (n is 0 "
        "in "
        "a stratum), missing (n is empty)\nor missing_strata (fewer strata than the others or the "
        "reference).\n\nEXAMPLE: wijkscan method dsr --data deaths.csv --group wijk --x deaths --n "
        "residents \\\n  --stratum age --reference standard.csv --stdpop europe2013",
    .more_dutch =
        "Een rij per groep (leeftijdsklasse) van een gebied: gebeurtenissen x, bevolking n, "
        "standaardbevolking stdpop.\nHet cijfer dat het gebied zou hebben met de leeftijden van de "
        "standaard; de grenzen zijn die van Byar voor\nhet totale aantal, geschaald.  Geen cijfer "
        "onder 10 gebeurtenissen.  Een lege x telt als nul, en n_missing\nzegt hoeveel.\n\nMet "
        "--frequency een rij per groep en aantal gebeurtenissen per persoon: x telt personen; het "
        "interval\nrekent dan met gebeurtenissen die bij een persoon vaker komen.\n\nUit: de "
        "groepskolommen of group; value, lower, upper (en lower_998, upper_998 bij twee niveaus);\n"
        "total_count, total_pop, n_strata, n_missing; confidence; statistic; method (dobson, "
        "dobson-repeated);\nstatus: ok, too_few (onder 10 gebeurtenissen), no_population (n is 0 "
        "in "
        "een groep), missing (n is leeg)\nof missing_strata (minder groepen dan de andere of de "
        "referentie).\n\nVOORBEELD: wijkscan method dsr --data sterfte.csv --group wijk --x "
        "overleden "
        "--n inwoners \\\n  --stratum leeftijd --reference standaard.csv --stdpop europa2013",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
