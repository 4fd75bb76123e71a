/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "private/method/life_expectancy.h"
#include "programs/wijkscan/method_rates.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const char *const default_ages = "0,1,5,10,15,20,25,30,35,40,45,50,55,60,65,70,75,80,85,90";

typedef struct life_input {
    const wks_method_data *data;
    double *deaths;
    double *person_years;
    double *starts; /* [n_bands] from --ages */
    bool *is_asked; /* [n_bands] from --at */
    size_t n_bands;
    size_t *band; /* [n_rows] */
    double least_person_years;
    wks_rate_levels levels;
    wks_rate_rows rows;
} life_input;

/* The first number in a label like "10 - 14", "90+" or "5"; NAN when there is none. */
static double first_age(const char *label)
{
    const char *digits = label + strcspn(label, "0123456789");
    const size_t n = strspn(digits, "0123456789");
    double age = NAN;
    return n > 0 && wks_text_number((wks_span){digits, n}, false, &age) ? age : NAN;
}

static wks_code fail_ages(const char *flag, wks_error *err)
{
    return wks_fail(err, WKS_E_ARGUMENT,
                    wks_tr("--%s: expected ages, ascending, as 0,1,5,10",
                           "--%s: verwacht leeftijden, oplopend, zoals 0,1,5,10"),
                    flag);
}

/* "0,1,5" as numbers; n of them. */
static wks_code read_ages(const char *flag, const char *text, wks_arena *arena, double **out,
                          size_t *n, wks_error *err)
{
    size_t room = 1;
    for (const char *at = text; *at != 0; at++) {
        room += *at == ',';
    }
    WKS_TRY(wks_arena_take(arena, room, sizeof **out, out, err));
    for (*n = 0; *n < room; (*n)++) {
        const size_t length = strcspn(text, ",");
        double *age = &(*out)[*n];
        if (!wks_text_number(wks_span_trim(text, length), false, age) ||
            (*n > 0 && !(*age > (*out)[*n - 1]))) {
            return fail_ages(flag, err);
        }
        text += length + (text[length] == ',');
    }
    return WKS_OK;
}

static size_t band_of(const life_input *input, double age)
{
    size_t i = 0;
    while (i < input->n_bands && input->starts[i] != age) {
        i++;
    }
    return i;
}

static wks_code read_bands(const wks_call *call, const wks_arguments *arguments, life_input *out,
                           wks_error *err)
{
    const char *ages = wks_arguments_flag(call, arguments, "ages");
    const char *at = wks_arguments_flag(call, arguments, "at");
    double *asked = NULL;
    size_t n_asked = 0;
    WKS_TRY(read_ages("ages", ages == NULL ? default_ages : ages, call->arena, &out->starts,
                      &out->n_bands, err));
    if (out->n_bands < 2 || out->starts[0] != 0) {
        return fail_ages("ages", err);
    }
    WKS_TRY(wks_arena_take(call->arena, out->n_bands, sizeof *out->is_asked, &out->is_asked, err));
    if (at == NULL) {
        memset(out->is_asked, true, out->n_bands * sizeof *out->is_asked);
        return WKS_OK;
    }
    WKS_TRY(read_ages("at", at, call->arena, &asked, &n_asked, err));
    for (size_t i = 0; i < n_asked; i++) {
        const size_t band = band_of(out, asked[i]);
        if (band == out->n_bands) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("--at: no age band starts at %g",
                                   "--at: geen leeftijdsklasse begint bij %g"),
                            asked[i]);
        }
        out->is_asked[band] = true;
    }
    return WKS_OK;
}

/* Each row's band, and that no band stands in its group twice. */
static wks_code assign_bands(const wks_call *call, const char *column, life_input *out,
                             wks_error *err)
{
    const char **labels = NULL;
    size_t *last_group = NULL; /* + 1, by band */
    const wks_method_data *data = out->data;
    WKS_TRY(wks_method_texts(data, column, call->arena, &labels, err));
    WKS_TRY(wks_arena_take(call->arena, data->n_rows, sizeof *out->band, &out->band, err));
    WKS_TRY(wks_arena_take(call->arena, out->n_bands, sizeof *last_group, &last_group, err));
    for (size_t g = 0; g < out->rows.n; g++) {
        for (size_t i = out->rows.start[g]; i < out->rows.start[g + 1]; i++) {
            const size_t row = out->rows.order[i];
            const size_t band = band_of(out, first_age(labels[row]));
            if (band == out->n_bands) {
                return wks_fail(err, WKS_E_FORMAT,
                                wks_tr("%s: line %zu, column %s: not one of the age bands; see "
                                       "--ages",
                                       "%s: regel %zu, kolom %s: niet een van de leeftijdsklassen; "
                                       "zie --ages"),
                                data->path, data->line[row], column);
            }
            if (last_group[band] == g + 1) {
                return wks_fail(err, WKS_E_FORMAT,
                                wks_tr("%s: line %zu: this age band stands in its group twice",
                                       "%s: regel %zu: deze leeftijdsklasse staat twee keer in "
                                       "zijn gebied"),
                                data->path, data->line[row]);
            }
            last_group[band] = g + 1;
            out->band[row] = band;
        }
    }
    return WKS_OK;
}

static wks_code read_input(const wks_call *call, const wks_arguments *arguments,
                           wks_method_data *data, life_input *out, wks_error *err)
{
    const char *path = NULL;
    const char *x = NULL;
    const char *n = NULL;
    const char *age = NULL;
    *out = (life_input){.data = data};
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(wks_method_flag(call, arguments, "x", &x, err));
    WKS_TRY(wks_method_flag(call, arguments, "n", &n, err));
    WKS_TRY(wks_method_flag(call, arguments, "age", &age, err));
    WKS_TRY(wks_method_number(call, arguments, "least", 0, 1e9, WKS_LIFE_LEAST_PERSON_YEARS,
                              &out->least_person_years, err));
    WKS_TRY(wks_rate_levels_read(call, arguments, &out->levels, err));
    WKS_TRY(read_bands(call, arguments, out, err));
    WKS_TRY(wks_method_read(path, call->arena, data, err));
    WKS_TRY(wks_method_numbers(data, x, true, call->arena, &out->deaths, err));
    WKS_TRY(wks_method_numbers(data, n, true, call->arena, &out->person_years, err));
    WKS_TRY(wks_rate_rows_read(call, arguments, data, false, &out->rows, err));
    return assign_bands(call, age, out, err);
}

static void put_age(wks_buffer *out, life_input *input, size_t group, size_t band,
                    const wks_life_expectancy *life)
{
    wks_interval intervals[2];
    char statistic[64];
    for (size_t i = 0; i < input->levels.n; i++) {
        intervals[i] = wks_life_expectancy_interval(life, &input->levels.at[i]);
    }
    snprintf(statistic, sizeof statistic, "life expectancy at %.15g", input->starts[band]);
    wks_rate_put_which(out, &input->rows, group);
    wks_rate_put_value(out, &input->levels, life->value, intervals, 1);
    wks_method_put_next(out, input->starts[band]);
    wks_method_put_next(out, life->standard_error);
    wks_method_put_next(out, life->deaths);
    wks_method_put_next(out, life->person_years);
    wks_rate_put_end(out, &input->rows, &input->levels, statistic, "chiang-silcocks",
                     life->outcome);
}

static wks_code put_group(wks_buffer *out, const wks_call *call, life_input *input, size_t group,
                          wks_life_expectancy *lives, double *room, wks_error *err)
{
    double *deaths = room;
    double *person_years = room + input->n_bands;
    const wks_life_bands bands = {.n = input->n_bands,
                                  .start = input->starts,
                                  .deaths = deaths,
                                  .person_years = person_years,
                                  .least_person_years = input->least_person_years};
    const size_t n_rows = input->rows.start[group + 1] - input->rows.start[group];
    for (size_t b = 0; b < input->n_bands; b++) {
        deaths[b] = NAN;
        person_years[b] = NAN;
    }
    for (size_t i = input->rows.start[group]; i < input->rows.start[group + 1]; i++) {
        const size_t row = input->rows.order[i];
        deaths[input->band[row]] = input->deaths[row];
        person_years[input->band[row]] = input->person_years[row];
    }
    WKS_TRY(wks_life_expectancy_table(&bands, call->arena, lives, err));
    for (size_t b = 0; b < input->n_bands; b++) {
        if (lives[b].outcome == WKS_OUTCOME_MISSING && n_rows < input->n_bands) {
            lives[b].outcome = WKS_OUTCOME_MISSING_STRATA;
        }
        if (input->is_asked[b]) {
            put_age(out, input, group, b, &lives[b]);
        }
    }
    return WKS_OK;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_method_data data;
    life_input input;
    wks_life_expectancy *lives = NULL;
    double *room = NULL;
    wks_buffer out = {0};
    wks_code code = WKS_OK;
    WKS_TRY(read_input(call, arguments, &data, &input, err));
    WKS_TRY(wks_arena_take(call->arena, input.n_bands, sizeof *lives, &lives, err));
    WKS_TRY(wks_arena_take(call->arena, 2 * input.n_bands, sizeof *room, &room, err));
    wks_rate_put_header(&out, &input.rows, &input.levels, "age,standard_error,deaths,pops_used");
    for (size_t g = 0; g < input.rows.n && code == WKS_OK; g++) {
        code = put_group(&out, call, &input, g, lives, room, err);
    }
    if (code == WKS_OK) {
        return wks_rate_write(call, arguments, &input.rows, &out, err);
    }
    wks_buffer_clear(&out);
    return code;
}

static const wks_flag flags[] = {
    WKS_RATE_FLAGS,
    {"x", "COLUMN", "deaths in the age band", "sterfgevallen in de leeftijdsklasse"},
    {"n", "COLUMN", "person-years (residents) in the age band",
     "persoonsjaren (inwoners) in de leeftijdsklasse"},
    {"age", "COLUMN", "the age band: its first number is the first age",
     "de leeftijdsklasse: het eerste getal is de eerste leeftijd"},
    {"ages", "AGES", "the first age of every band (0,1,5,10 ... 90)",
     "de eerste leeftijd van elke klasse (0,1,5,10 ... 90)"},
    {"at", "AGES", "give only the expectancy at these ages",
     "geef alleen de verwachting op deze "
     "leeftijden"},
    {"least", "NUMBER", "no life table for this many person-years or fewer (5000)",
     "geen sterftetafel bij dit aantal persoonsjaren of minder (5000)"},
};

const wks_verb wks_method_life_expectancy = {
    .group = "method",
    .name = "life-expectancy",
    .arguments = "",
    .english = "life expectancy at each age by Chiang's abridged life table",
    .dutch = "levensverwachting op elke leeftijd volgens de verkorte sterftetafel van Chiang",
    .more_english =
        "One row an age band of a group (area): deaths x and person-years n.  Limits are Chiang's "
        "with "
        "Silcocks'\nterm for the last, open band.  All bands must be there, in any order; other "
        "bands "
        "than the usual twenty\nare named with --ages.\n\nOut: the group columns or group; value, "
        "lower, upper (and lower_998, upper_998 with two levels);\nage, standard_error, deaths and "
        "pops_used (of this age and older); confidence; statistic; method;\nstatus: ok, wide (the "
        "95 % "
        "interval is over 20 years: no value), missing_strata, missing,\nnegative_deaths, "
        "no_population, deaths_above_population, small_population, no_last_deaths, none_left.",
    .more_dutch =
        "Een rij per leeftijdsklasse van een gebied: sterfgevallen x en persoonsjaren n.  De "
        "grenzen "
        "zijn die van\nChiang met de term van Silcocks voor de laatste, open klasse.  Alle klassen "
        "moeten er zijn, in welke\nvolgorde ook; andere klassen dan de gewone twintig staan in "
        "--ages.\n\nUit: de groepskolommen of group; value, lower, upper (en lower_998, upper_998 "
        "bij "
        "twee niveaus);\nage, standard_error, deaths en pops_used (van deze leeftijd en ouder); "
        "confidence; statistic; method;\nstatus: ok, wide (het 95%-interval is breder dan 20 jaar: "
        "geen waarde), missing_strata, missing,\nnegative_deaths, no_population, "
        "deaths_above_population, small_population, no_last_deaths, none_left.",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
