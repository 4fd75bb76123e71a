/* demo/demo_parameters.h - every assumption behind the invented region, in one table.
 *
 * True: codes, names, rough places, areas and populations of the fourteen gemeenten of Twente
 * (CBS), and the facts that the Twentse gemeente- en wijkscan tells: POH-GGZ use per wijk from 1.4
 * to 6.3 per cent, the POH-GGZ seen by more adults than specialised GGZ, wijken with much need and
 * little use. All else, every wijk and every person, is invented.
 *
 * How a figure comes about:
 *   deprivation of a buurt     gemeente + town + smooth field + own dice          demo_areas.c
 *   need of a person           deprivation, income, age, sex, field, own dice     demo_residents.c
 *   asking for help            wijk's readiness x GP practice with a POH-GGZ      demo_care.c
 *   care of a year             need x asking x care of the year before; per wijk and year the
 * number of POH-GGZ users is set, who they are follows from the dice a survey answer need of the
 * person + noise                         demo_survey.c figures of CBS             counts of the
 * same residents, rounded as CBS does  demo_figures.c SPDX-License-Identifier: EUPL-1.2
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
    WKS_DEMO_N_HIDDEN_NEED = 8, /* wijken where much need meets little asking */
    WKS_DEMO_N_SMALL_WIJKEN = 3 /* wijken of 150 to 400 residents */
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

/* Rough outline of Twente, km of RD New; the program roughens it. */
typedef struct wks_demo_corner {
    double x, y;
} wks_demo_corner;

extern const wks_demo_corner wks_demo_parameters_outline[];
extern const size_t wks_demo_parameters_outline_n;

#endif
