/* model/catalogue.h - what is counted, for whom, and from which columns of which delivery.
 *
 * YAML in, checked structs out.  The shipped catalogue (folder catalogue/, embedded in the program)
 * comes first; a file of the workspace's own catalogue/ with the same id replaces it.  Nothing
 * about CBS, RIVM, Vektis or an insurer's form is compiled into C: it all stands there.
 *
 * A stem is the name of a column in any case, without the number that StatLine puts behind it:
 * "AantalInwoners" finds AantalInwoners_5 and AANTALINWONERS.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MODEL_CATALOGUE_H
#define WKS_MODEL_CATALOGUE_H

#include "base/arena.h"
#include "base/error.h"
#include "model/area.h"
#include "model/value.h"
#include "model/verdict.h"

#include <stdbool.h>
#include <stddef.h>

/* ---- sources ------------------------------------------------------------------------------- */

typedef enum wks_source_kind {
    WKS_SOURCE_FIGURES, /* numbers per area: one row an area (and period, age, sex), measures in
                           columns */
    WKS_SOURCE_RECORDS, /* one row a person, registration or contact */
    WKS_SOURCE_BORDERS, /* polygons */
    WKS_SOURCE_REGIONS  /* which gemeente lies in which region */
} wks_source_kind;

typedef enum wks_unit_counted { /* what a row of records stands for; they never mix */
    WKS_COUNTS_PERSONS,
    WKS_COUNTS_REGISTRATIONS,
    WKS_COUNTS_CONTACTS,
    WKS_COUNTS_PLACES
} wks_unit_counted;

typedef enum wks_column_type {
    WKS_COLUMN_YEAR,
    WKS_COLUMN_AREA,      /* an area code */
    WKS_COLUMN_PSEUDONYM, /* who, without saying who; never shown */
    WKS_COLUMN_INTEGER,
    WKS_COLUMN_NUMBER,
    WKS_COLUMN_CODE, /* one of values */
    WKS_COLUMN_DATE  /* yyyy-mm-dd */
} wks_column_type;

/* "20300" in the file means "18+" here. */
typedef struct wks_code_pair {
    const char *from;
    const char *to;
} wks_code_pair;

/* A cell that is no number, and what it means: "." -> hidden. */
typedef struct wks_missing_mark {
    const char *text; /* after trimming; "" is the empty cell */
    wks_status status;
} wks_missing_mark;

/* A column of a delivery form (records). */
typedef struct wks_form_column {
    const char *name;
    wks_column_type type;
    const char *unit;  /* "dagen", "euro"; "" when there is none */
    const char *dutch; /* for the data dictionary */
    const char *english;
    bool is_optional;      /* may be absent or empty */
    bool is_needed_in_row; /* a row without it is left out, and counted */
    bool has_minimum, has_maximum;
    double minimum, maximum;
    const wks_code_pair *values; /* CODE: from = the code, to = its meaning in Dutch */
    size_t n_values;
    const char *example;
} wks_form_column;

/* Which cell says something (area, period, age, sex, a filter): a column by its stem, with a map.
 * With a map, a cell that is not in it says nothing: its row is left out, and counted. */
typedef struct wks_dimension {
    const char *column;       /* stem; NULL: the dimension is not in the file */
    const wks_code_pair *map; /* n_map 0: the text itself */
    size_t n_map;
} wks_dimension;

/* The indelingsjaar of some periods: Vektis restates old years in newer borders. */
typedef struct wks_period_edition {
    const char *from_period; /* NULL: from the start */
    const char *to_period;   /* inclusive; NULL: to the end */
    int edition;
} wks_period_edition;

/* A column that counts residents of one age group, or of one sex: with them a survey is weighed to
 * the people of an area. */
typedef struct wks_population_column {
    const char *column; /* stem */
    const char *age;    /* "15-24", "65+"; NULL when of a sex */
    const char *sex;    /* as the sex of surveys; NULL when of an age */
    int age_from;       /* years, of age */
    int age_to;
} wks_population_column;

/* Rows that hold the limits of an interval beside rows that hold the value: the value's own code
 * stands in a filter on the same column. */
typedef struct wks_margin {
    const char *column; /* stem; NULL: the source has none */
    const char *lower;  /* code of the lower limit, 95 % */
    const char *upper;
} wks_margin;

typedef struct wks_source {
    const char *id;
    const char *name; /* of the dataset, in Dutch */
    const char *owner;
    const char *licence;
    const char *website;
    const char *note; /* how to read it, in Dutch; may be "" */
    const char *form; /* "care-use": the name for `wijkscan template`; NULL when none */
    wks_source_kind kind;
    wks_unit_counted unit;
    int edition;              /* 0: the same year as the period; see wks_source_edition */
    bool is_public;           /* the owner has made the figures public: the gate passes them */
    bool is_modelled;         /* small-area model estimates */
    bool is_decimal_comma;    /* numbers in text use a comma */
    bool is_area_by_name;     /* area cells hold gemeente names, matched with the edition */
    bool defines_areas;       /* the rows make an edition: codes, names, hierarchy */
    bool is_period_from_name; /* the first 20nn of the file name */
    bool ages_add_up; /* figures: the age groups do not overlap, so that wider ones are their sum */
    bool has_rest_row; /* a row without area, age and sex is the rest of the country: the land
                          is summed only from a delivery that holds it */

    const wks_population_column *population; /* figures: its ages do not overlap */
    size_t n_population;

    /* how to read the file */
    const char *const *recognise; /* column stems that tell this source from the others */
    size_t n_recognise;
    const char *file_name; /* a piece of the file name that must occur (borders); NULL: any */
    wks_dimension area;
    wks_level area_digits; /* area cells hold the digits of codes of this level: 5 is GM0005; LAND:
                              they hold whole codes */
    const wks_code_pair *area_alias; /* folded name in the file -> code */
    size_t n_area_alias;
    const char *area_name;     /* stem of a column with the area's name; NULL: none */
    const char *parent_column; /* borders: column with the code above; NULL: from the code */
    const char *change_column; /* code of change with the edition before; NULL */
    const char *change_value;  /* its value that says "same borders, same code" */
    const char *skip_column;   /* rows in which this column ... */
    const char *skip_value;    /* ... holds this are left out, and counted (water) */
    wks_dimension period;
    const wks_period_edition *editions; /* before edition, where a range fits */
    size_t n_editions;
    wks_dimension age; /* figures: values of the file -> "18+", "18-64", "65+"; records: a column
                          with the age in years, or with codes -> "16-17", "18-20" */
    wks_dimension sex;
    const wks_dimension *filters; /* rows must hold one of map[].from (map[].to is ignored) */
    size_t n_filters;
    wks_margin margin;
    const wks_missing_mark *missing;
    size_t n_missing;

    const wks_form_column *columns; /* records */
    size_t n_columns;
    bool rows_are_persons;       /* without pseudonyms: each row of a delivery is someone else */
    const char *provider_column; /* of records: who gave the care; NULL: not told */
    const char *stratum_column; /* of a survey: the sample was drawn within each; NULL: not known */
    const char *const *invented_files; /* SHA-256 of files whose persons are invented, 64 digits in
                                          lower case; only the shipped catalogue names them */
    size_t n_invented_files;
    const char *region_column; /* regions: stem of the column with region codes, default scheme */
} wks_source;

/* ---- indicators ---------------------------------------------------------------------------- */

typedef enum wks_measure_kind {
    WKS_MEASURE_GIVEN, /* the figure as the owner gives it */
    WKS_MEASURE_RATIO, /* sum of measures / sum of measures, x per */
    WKS_MEASURE_SHARE, /* persons that satisfy numerator / persons that satisfy base, x per */
    WKS_MEASURE_RATE,  /* records that satisfy numerator / residents (figures of another source), x
                          per */
    WKS_MEASURE_MEAN,  /* mean of a column over records that satisfy base */
    WKS_MEASURE_INDIRECT /* observed / expected from the age and sex of who live there, x per */
} wks_measure_kind;

typedef struct wks_condition { /* column between minimum and maximum, or one of values */
    const char *column;
    bool has_minimum, has_maximum;
    double minimum, maximum;
    const char *const *values;
    size_t n_values;
} wks_condition;

/* Some years of a series have other columns: the first set whose period range fits is used. */
typedef struct wks_measure_columns {
    const char *from_period; /* NULL: from the start */
    const char *to_period;   /* inclusive; NULL: to the end */
    const char *const *stems;
    size_t n_stems;
} wks_measure_columns;

/* How a ratio of figures gets its interval; counted persons, rates and means know theirs. */
typedef enum wks_ratio_interval {
    WKS_RATIO_NO_INTERVAL, /* money, or persons of something else: interval_note says why */
    WKS_RATIO_WILSON,      /* persons, all of them among those below the line */
    WKS_RATIO_BYAR         /* a count, not all of it among those below the line */
} wks_ratio_interval;

/* Whose ages and sexes set what is expected: INDIRECT. */
typedef enum wks_standard {
    WKS_STANDARD_REGION, /* the gemeenten of the region together; without a region the country */
    WKS_STANDARD_LAND    /* all gemeenten of the source */
} wks_standard;

/* What makes numbers of areas with few respondents. */
typedef enum wks_measure_model {
    WKS_MODEL_NONE,
    WKS_MODEL_MRP /* multilevel regression and poststratification, per wijk */
} wks_measure_model;

/* How to get an indicator from one source.  An indicator may have several; each period and area
 * comes from the first in order that has it.  Conditions hold together.  SHARE, RATE and MEAN fill
 * regio and below: records come from a region and say nothing of the land. */
typedef struct wks_measure {
    const char *source;
    wks_measure_kind kind;
    double per;                           /* 100 for per cent; 1 when not given */
    const wks_measure_columns *numerator; /* GIVEN: the figure; RATIO: summed */
    size_t n_numerator;
    const wks_measure_columns *denominator; /* RATIO, RATE */
    size_t n_denominator;
    const char *denominator_source; /* RATE; NULL otherwise */
    const char *weight;             /* GIVEN: stem by which parts make a region's mean, from
                                       weight_source; NULL: parts are not averaged */
    const char *weight_source;      /* NULL: the same source */
    bool is_summed;                 /* GIVEN: parts add up (residents) */
    bool is_by_population;     /* GIVEN: an age or a sex is a column of the source's population,
                                  in the place of numerator */
    const wks_condition *base; /* SHARE, MEAN: who counts at all; RATE: which records */
    size_t n_base;
    const wks_condition *satisfies; /* SHARE: who of them has it */
    size_t n_satisfies;
    const char *column;            /* MEAN */
    wks_standard standard;         /* INDIRECT */
    bool is_standard_rate;         /* INDIRECT: (observed / expected) x the standard's own rate */
    const char *survey_weight;     /* SHARE: column with weights; NULL: everyone counts as one */
    wks_measure_model model;       /* SHARE of a survey */
    const char *population;        /* with a model: source with `population` */
    const char *const *covariates; /* with a model: indicators that tell areas apart */
    size_t n_covariates;
    int minimum_respondents;     /* SHARE of a survey: fewer give too_few; 0: no limit */
    wks_ratio_interval interval; /* RATIO */
    const char
        *interval_note; /* RATIO or INDIRECT without: a Dutch sentence that says why; or NULL */
    double rounded_to;  /* RATIO: what the source rounds the counts to; 0: not rounded */
} wks_measure;

typedef struct wks_break {
    const char *period; /* the first period after the break */
    const char *dutch;
    const char *english;
} wks_break;

typedef struct wks_breakdown {
    const char *id; /* "totaal", "18-64" */
    const char *dutch;
    const char *english;
    const char *age;    /* value of the source's age dimension (after its map); NULL: not split */
    bool has_age_years; /* age reads as years, "18+" or "18-64"; always so when age is given: */
    int age_from;       /* records count when their age is in [age_from, age_to] */
    int age_to;         /* 200 for "18+" */
    const char *sex;
} wks_breakdown;

/* The column of the source that counts exactly this age, or this sex; NULL: there is none, or the
 * breakdown is of both or of neither. */
const char *wks_population_stem(const wks_source *source, const wks_breakdown *breakdown);

typedef enum wks_direction {
    WKS_NEUTRAL,
    WKS_LOWER_IS_BETTER,
    WKS_HIGHER_IS_BETTER
} wks_direction;

/* With what areas are compared, and when a difference is called one. */
typedef struct wks_indicator_comparison {
    wks_verdict_against against;
    wks_verdict_rule rule;
} wks_indicator_comparison;

typedef struct wks_indicator {
    const char *id;   /* slug: "poh-ggz" */
    const char *code; /* "ZG01" */
    const char *dutch;
    const char *english;
    const char *theme;
    const char *numerator;
    const char *denominator;
    const char *population;
    const char *unit;
    int decimals;
    const char *note;    /* Dutch */
    const char *part_of; /* the indicator that counts all whom this one counts, and others; NULL */
    wks_direction direction;
    const char
        *direction_owner; /* who said so; NULL: the direction may not be shown as a verdict */
    bool levels[WKS_N_LEVELS];
    bool may_compare, may_trend, may_effect;
    wks_indicator_comparison compare; /* read only where may_compare */
    const wks_measure *measures;
    size_t n_measures;
    const wks_breakdown *breakdowns; /* at least one; the first is the default */
    size_t n_breakdowns;
    const wks_break *breaks;
    size_t n_breaks;
    char definition[13]; /* 12 hex digits of the hash over everything that defines it */
} wks_indicator;

/* ---- signals --------------------------------------------------------------------------------- */

/* A rung of the ladder of explanations: what else may explain that use is lower than expected. */
typedef enum wks_rung_kind {
    WKS_RUNG_DEMOGRAPHY,   /* how much of the gap age, sex and need take away; needs no indicator */
    WKS_RUNG_SUPPLY,       /* is there less care on offer */
    WKS_RUNG_HELP_SEEKING, /* do people look for help elsewhere, or not */
    WKS_RUNG_REGISTRATION, /* is use counted in full */
    WKS_RUNG_OTHER_DOMAINS /* is help given under another law */
} wks_rung_kind;

typedef struct wks_rung {
    wks_rung_kind kind;
    const char *indicator; /* held against the rest of the gemeente or region; NULL: nobody
                              delivers it */
    const char *dutch;     /* what it would show; with no indicator: whose data are missing */
    const char *english;
} wks_rung;

/* Need and use that are looked at together: where need is high and use is lower than expected. */
typedef struct wks_signal_pair {
    const char *id;
    const char *dutch;
    const char *english;
    const char *need; /* indicator, a percentage; its first breakdown */
    const char *use;  /* indicator of kind INDIRECT: observed against expected */
    wks_level level;
    bool is_label;             /* no: a demonstration of how much rests on what is assumed */
    double assumed_need_error; /* standard error where the source gives none, in the unit of need */
    double assumed_use_error;  /* relative standard error of use, the same */
    const wks_rung *ladder;
    size_t n_ladder;
} wks_signal_pair;

/* ---- differences between areas --------------------------------------------------------------- */

/* An indicator by which areas are put in order, from the least to the most advantaged. */
typedef struct wks_gap_order {
    const char *indicator; /* its first breakdown */
    bool is_highest_first; /* the highest value is the least advantaged */
    const char *dutch;     /* what it is: "het inkomen per inwoner" */
    const char *english;
    const char *least_dutch; /* what the two ends have: "het laagste inkomen" */
    const char *least_english;
    const char *most_dutch;
    const char *most_english;
} wks_gap_order;

/* Between which areas differences are worked out, and when there are too few (src/gaps). */
typedef struct wks_gap_plan {
    const char *weight;          /* indicator: how heavy an area counts; its first breakdown */
    const wks_gap_order *orders; /* [n_orders] the first that enough areas have is used */
    size_t n_orders;
    int most_years;     /* between a number and what orders or weighs it */
    int least_areas;    /* with a number; at least 5 */
    double least_share; /* % of the weight that these areas hold of all areas of the level */
    bool levels[WKS_N_LEVELS];
    const char *const *without; /* [n_without] themes that are left out */
    size_t n_without;
} wks_gap_plan;

typedef struct wks_theme {
    const char *id;
    const char *dutch;
    const char *english;
} wks_theme;

/* Everything lives in the arena of wks_catalogue_read.  Order: as in the files, files by name. */
typedef struct wks_catalogue {
    const wks_theme *themes;
    size_t n_themes;
    const wks_source *sources;
    size_t n_sources;
    const wks_indicator *indicators;
    size_t n_indicators;
    const wks_signal_pair *signals;
    size_t n_signals;
    wks_gap_plan gaps; /* a workspace's gaps.yaml replaces the whole of it */
} wks_catalogue;

/* Read the shipped catalogue, then folder (may be NULL or not exist) over it, and check that every
 * name that one entry uses for another exists.
 * Errors: WKS_E_FORMAT  a YAML error, an unknown key, a missing or unknown id: the text names the
 *                       file, the line where YAML knows it, the key and what was expected
 *         WKS_E_IO, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_catalogue_read(const char *folder, wks_arena *arena, wks_catalogue *out,
                                           wks_error *err);

/* The entry with this id, or NULL. */
const wks_source *wks_catalogue_source(const wks_catalogue *catalogue, const char *id);
const wks_indicator *wks_catalogue_indicator(const wks_catalogue *catalogue, const char *id);
/* The source whose delivery form has this name, or NULL. */
const wks_source *wks_catalogue_form(const wks_catalogue *catalogue, const char *form);

/* The edition that the areas of this period are in: the first of editions whose range fits, else
 * edition, else the year of the period itself.  0 when the period does not start with a year. */
int wks_source_edition(const wks_source *source, const char *period);

/* Whether the source names a file with this hash as one whose persons are invented; source may be
 * NULL. */
bool wks_source_is_invented_file(const wks_source *source, const char *hash);

/* "18+" or "18-64" as years, 200 for no end.  false when the text is neither. */
bool wks_age_read(const char *text, int *from, int *to);
/* Whether an age group, read as above, lies wholly within the ages of a breakdown. */
bool wks_age_is_within(const char *group, const wks_breakdown *breakdown);

/* The columns of a measure for a period, or NULL when no set fits. */
const wks_measure_columns *wks_measure_columns_for(const wks_measure_columns *sets, size_t n_sets,
                                                   const char *period);

#endif
