/* model/verdict.h - what may be said of a value: how its interval was made, what to be careful
 * with, whether it differs from the areas around it, and how it moves over the years.
 *
 * There is no verdict without an interval, and no absence of a verdict without a reason.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MODEL_VERDICT_H
#define WKS_MODEL_VERDICT_H

#include "base/language.h"
#include "model/area.h"

#include <stddef.h>

/* How a value's interval was made. */
typedef enum wks_verdict_method {
    WKS_METHOD_NONE,
    WKS_METHOD_WILSON,          /* persons of persons */
    WKS_METHOD_WILSON_WEIGHTED, /* of a weighted survey, with its effective size */
    WKS_METHOD_BYAR,            /* events, or persons that are not all part of the denominator */
    WKS_METHOD_MEAN,            /* mean -+ 1.96 standard errors */
    WKS_METHOD_SOURCE,          /* the margins that the source gives */
    WKS_METHOD_MODEL            /* a model of this release */
} wks_verdict_method;

/* What a reader should be careful with; bits. */
typedef enum wks_verdict_flag {
    WKS_FLAG_SMALL_N = 1,     /* effective size under 30 */
    WKS_FLAG_HIGH_RSE = 2,    /* standard error above 30 % of the value */
    WKS_FLAG_ZERO = 4,        /* nobody of n */
    WKS_FLAG_ALL = 8,         /* all of n */
    WKS_FLAG_ROUNDED = 16,    /* the source's rounding is above 5 % of the count */
    WKS_FLAG_SUMMED = 32,     /* of parts, not given by the source */
    WKS_FLAG_AVERAGED = 64,   /* the same, a weighted mean */
    WKS_FLAG_PREDICTED = 128, /* a model's, of an area without respondents */
    WKS_FLAG_BORROWED = 256,  /* a model's, of an area with too few to say it by themselves */
    WKS_N_FLAGS = 9
} wks_verdict_flag;

typedef enum wks_verdict_label {
    WKS_VERDICT_NONE, /* and then a reason */
    WKS_VERDICT_HIGHER,
    WKS_VERDICT_LOWER,
    WKS_VERDICT_NO_DIFFERENCE
} wks_verdict_label;

typedef enum wks_verdict_movement {
    WKS_MOVEMENT_NONE, /* and then a reason */
    WKS_MOVEMENT_RISING,
    WKS_MOVEMENT_FALLING,
    WKS_MOVEMENT_NO_CHANGE
} wks_verdict_movement;

/* Why there is no verdict, or no trend. */
typedef enum wks_verdict_reason {
    WKS_WHY_NONE,
    WKS_WHY_NO_MARGIN,      /* the source gives a number and no margin */
    WKS_WHY_NO_INTERVAL,    /* the catalogue says why this number has none */
    WKS_WHY_NO_VALUE,       /* there is no number here */
    WKS_WHY_NOT_COMPARABLE, /* the catalogue does not allow comparing */
    WKS_WHY_NOT_TRENDABLE,  /* ... or following over time */
    WKS_WHY_NO_REST,        /* nothing is left to compare with */
    WKS_WHY_TOP_LEVEL,      /* a region or country is part of nothing here */
    WKS_WHY_TOO_FEW,        /* too few observations */
    WKS_WHY_TOO_FEW_PERIODS,
    WKS_WHY_WOULD_REVEAL, /* it would give a hidden number back */
    WKS_WHY_NOT_POSSIBLE, /* the computation has no outcome for these numbers */
    WKS_WHY_NOT_COMPUTED, /* the release is of before there were verdicts */
    WKS_N_REASONS
} wks_verdict_reason;

/* What an area is compared with: always the rest, never a whole that contains it. */
typedef enum wks_verdict_against {
    WKS_AGAINST_GEMEENTE, /* wijk and buurt: the rest of their gemeente; gemeente: of the region */
    WKS_AGAINST_REGIO     /* the rest of the region; of the country where there is no region */
} wks_verdict_against;

/* Which differences are called one. */
typedef enum wks_verdict_rule {
    WKS_RULE_POSTERIOR, /* list with an expected share of false ones of at most 5 % */
    WKS_RULE_BH,        /* Benjamini and Hochberg's list */
    WKS_RULE_FUNNEL,    /* outside the 99.8 % limits */
    WKS_RULE_PLAIN      /* the 95 % interval of the difference leaves out zero */
} wks_verdict_rule;

typedef struct wks_verdict {
    char against[WKS_AREA_CODE_SIZE]; /* the rest of this area; NL00: of the country */
    double reference;                 /* of the rest, in the unit of the indicator */
    double difference;                /* value - reference */
    double lower, upper;              /* 95 % interval of the difference */
    double p_higher;                  /* probability of being higher than the rest */
    wks_verdict_label label;
    wks_verdict_reason reason; /* with WKS_VERDICT_NONE; the numbers are then NAN */
} wks_verdict;

/* How all areas of one series were compared. */
typedef struct wks_verdict_test {
    wks_verdict_against against;
    wks_verdict_rule rule;
    size_t n_tested;
    size_t n_flagged;
    double expected_by_chance; /* POSTERIOR, BH: how many of the flagged; FUNNEL, PLAIN: how many
                                  would be if no area differed; NAN when nothing was tested */
    wks_verdict_reason reason; /* why none of the areas has a verdict; else WKS_WHY_NONE */
    const char *note;          /* a Dutch sentence of the catalogue with that reason, or NULL */
} wks_verdict_test;

/* How one area moves over its last stretch of years without a break. */
typedef struct wks_verdict_trend {
    const char *from_period; /* NULL: there is no stretch */
    const char *to_period;
    size_t n_periods;
    double per_year; /* change, in the unit of the indicator */
    double lower, upper;
    wks_verdict_movement movement;
    wks_verdict_reason reason;
} wks_verdict_trend;

/* ---- words --------------------------------------------------------------------------------- */

typedef struct wks_verdict_word {
    const char *code; /* in the picture; "" for none */
    const char *json; /* in the API; NULL for none */
    const char *english;
    const char *dutch;
} wks_verdict_word;

typedef enum wks_verdict_words {
    WKS_WORDS_METHOD,
    WKS_WORDS_FLAG, /* by number of the bit, from 0 */
    WKS_WORDS_LABEL,
    WKS_WORDS_MOVEMENT,
    WKS_WORDS_REASON,
    WKS_WORDS_AGAINST,
    WKS_WORDS_RULE
} wks_verdict_words;

/* The words for member number of an enum above; index must be one of its members. */
const wks_verdict_word *wks_verdict_word_at(wks_verdict_words words, size_t index);
/* The words with this code, or those of none (index 0) when it is NULL or not known. */
const wks_verdict_word *wks_verdict_word_find(wks_verdict_words words, const char *code);

/* What the word says; those of methods and flags are sentences in Dutch, not all in English. */
const char *wks_verdict_word_in(const wks_verdict_word *word, wks_language language);

/* An absence of a verdict: NANs and the reason. */
wks_verdict wks_verdict_none(wks_verdict_reason reason);

enum {
    WKS_FLAGS_TEXT_SIZE = 120
};

/* "small_n high_rse". */
const char *wks_verdict_flags_text(unsigned flags, char out[static WKS_FLAGS_TEXT_SIZE]);

#endif
