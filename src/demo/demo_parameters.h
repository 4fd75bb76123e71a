/* demo/demo_parameters.h - every assumption behind the invented region, in one table.
 *
 * True: codes, names, rough places, areas and populations of the fourteen gemeenten of Twente
 * (CBS), and the facts that the Twentse gemeente- en wijkscan tells: POH-GGZ use per wijk from 1.4
 * to 6.3 per cent, the POH-GGZ seen by more adults than specialised GGZ, wijken with much need and
 * little use. All else, every wijk and every person, is invented.
 *
 * How a figure comes about:
 *
 *   deprivation of a buurt   gemeente + town + smooth field + own dice           demo_settle.c
 *   need of a person         deprivation, field, income, age, sex, own dice      demo_residents.c
 *   care of a year           need x readiness of the wijk x nurse at the GP      demo_care.c
 *                            x care of the year before
 *   a survey answer          need + noise                                        demo_answers.c
 *   an event                 need, low income, care                              demo_reports.c
 *   figures of CBS           counts of the same residents, rounded as CBS does   demo_figures.c
 *
 * Chances are logistic(slope x need + level); need has mean 0 and a deviation of about 1.1.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_DEMO_DEMO_PARAMETERS_H
#define WKS_DEMO_DEMO_PARAMETERS_H

#include <stddef.h>

enum {
    WKS_DEMO_N_GEMEENTEN = 14,
    WKS_DEMO_N_WIJKEN = 119,
    WKS_DEMO_N_BUURTEN = 520,
    WKS_DEMO_FIRST_YEAR = 2020,
    WKS_DEMO_LAST_YEAR = 2024,
    WKS_DEMO_N_YEARS = WKS_DEMO_LAST_YEAR - WKS_DEMO_FIRST_YEAR + 1,
    WKS_DEMO_N_HIDDEN_NEED = 8,    /* wijken where much need meets little asking */
    WKS_DEMO_N_SMALL_WIJKEN = 3,   /* wijken of 150 to 400 residents */
    WKS_DEMO_N_RESPONDENTS = 14000 /* of a round of the survey, about */
};

/* Places in km of RD New, from the west and the south. */
typedef struct wks_demo_gemeente {
    const char *code;
    const char *name;
    double residents;      /* about, 2024 */
    double area_km2;       /* about */
    double x, y;           /* middle */
    double town_x, town_y; /* main town */
    double town_radius_km;
    int n_wijken;
    int n_buurten;
    int n_villages;
    double deprivation;   /* mean of its buurten, in deviations of the region */
    double survey_factor; /* respondents against the region's: 0.35 gives too few in many wijken */
} wks_demo_gemeente;

extern const wks_demo_gemeente wks_demo_parameters_gemeenten[WKS_DEMO_N_GEMEENTEN];

/* chance = logistic(slope x need + level) */
typedef struct wks_demo_chance {
    double slope, level;
} wks_demo_chance;

/* score = level + slope x need + noise x dice */
typedef struct wks_demo_score {
    double level, slope, noise;
} wks_demo_score;

typedef struct wks_demo_model {
    /* residents */
    double start_share; /* of 2020 against 2024 */
    double growth_per_year;
    double born_per_resident;          /* a year */
    double leave_young, leave;         /* chance a year to leave the region: 18 to 31, others */
    double move_young, move, move_old; /* and to move inside it: 18 to 31, 32 to 64, 65 and over */
    double income_deprivation; /* of a household, in deviations, per deviation of its buurt */
    double low_income_below;   /* idem: has a low income */
    double far_move;           /* share of moves to any place; the others stay in their gemeente */
    /* need: what adds to it */
    double need_deprivation, need_field, need_buurt; /* place: per deviation, smooth, own dice */
    double need_person, need_low_income, need_income, need_woman; /* per fifth of income below 3 */
    double need_young, need_old;                                  /* aged 18 to 29, 65 to 74 */
    /* asking for help */
    double residents_per_practice;
    double share_with_nurse, share_with_nurse_hidden; /* practices; in wijken of hidden need */
    double readiness_field, readiness_wijk, readiness_hidden;
    /* care of adults */
    wks_demo_chance poh, basis, special;
    double poh_without_nurse, poh_woman, poh_man, poh_again, over_75;
    double basis_after_poh, basis_again, basis_first_year;
    double special_after_lighter, special_again, special_first_year; /* again: a chance */
    double hidden_ggz;           /* of basis and specialised ggz, in wijken of hidden need */
    double stay_new, stay_again; /* chance of a stay, of who is in specialised ggz */
    double acute_in_care, acute;
    int cost_basis, cost_special, cost_day, cost_acute; /* euro a consult, consult, day, time */
    /* survey */
    wks_demo_score mhi5, loneliness, control;
    /* events a year, of adults */
    wks_demo_chance talk, team, concern, crisis;
    /* help in the social domain in a year: under 23, others; from 75 the level is wmo_old higher */
    wks_demo_chance youth_care, wmo;
    double wmo_old;
} wks_demo_model;

extern const wks_demo_model wks_demo_parameters_model;

/* Rough outline of Twente, km of RD New; the program roughens it. */
typedef struct wks_demo_corner {
    double x, y;
} wks_demo_corner;

extern const wks_demo_corner wks_demo_parameters_outline[];
extern const size_t wks_demo_parameters_outline_n;

#endif
