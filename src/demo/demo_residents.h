/* demo/demo_residents.h - everyone who lived in the invented region from 2020 to 2024, one by one.
 *
 * In: areas.  Out: persons with birth year, sex, household income, where they lived on each 1
 * January, and how vulnerable they are; who was born, died, moved, came and left.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_DEMO_DEMO_RESIDENTS_H
#define WKS_DEMO_DEMO_RESIDENTS_H

#include "base/arena.h"
#include "base/error.h"
#include "demo/demo_areas.h"
#include "demo/demo_parameters.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Mental health care of one person in one year; all zero for most. */
typedef struct wks_demo_care {
    uint8_t poh;      /* contacts with the mental health nurse of the GP (POH-GGZ) */
    uint8_t basis;    /* consults in basis-ggz */
    uint8_t special;  /* consults in specialised ggz without stay */
    uint8_t bed_days; /* days of stay in specialised ggz */
    uint8_t acute;    /* times acute ggz */
    uint8_t is_new;   /* basis or specialised ggz began this year */
    uint16_t cost;    /* euro, of basis and specialised ggz */
} wks_demo_care;

typedef struct wks_demo_person {
    float own_need; /* all of need but place and age */
    uint16_t birth_year;
    int16_t buurt[WKS_DEMO_N_YEARS]; /* on 1 January; -1: not in the region */
    uint8_t is_woman;
    uint8_t income; /* fifth of household incomes, 0 lowest */
    uint8_t is_low_income;
    uint8_t has_benefit; /* bijstand, as long as aged 18 to 66 */
    uint8_t alone_die;   /* 0..255; lives alone when below what age and place say */
    wks_demo_care care[WKS_DEMO_N_YEARS];
} wks_demo_person;

typedef struct wks_demo_region {
    uint64_t seed;
    double scale;
    wks_demo_areas areas;
    double buurt_need[WKS_DEMO_N_BUURTEN]; /* what a place adds to need */
    bool is_hidden_need[WKS_DEMO_N_WIJKEN];
    double readiness[WKS_DEMO_N_WIJKEN]; /* to ask for help; 1 on average */
    uint8_t n_practices[WKS_DEMO_N_WIJKEN];
    uint32_t has_nurse[WKS_DEMO_N_WIJKEN]; /* bit i: practice i has a POH-GGZ */
    wks_demo_person *persons;
    size_t n_persons;
} wks_demo_region;

/* Make areas and persons, without care.  scale 1 gives about 640 000 residents.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_demo_residents_make(uint64_t seed, double scale, wks_arena *arena,
                                                wks_demo_region *out, wks_error *err);

/* On 31 December; year: 0 is 2020.  At least 1 for who lives here. */
int wks_demo_residents_age(const wks_demo_person *person, int year);
bool wks_demo_residents_is_alone(const wks_demo_region *region, const wks_demo_person *person,
                                 int year);
/* Vulnerability in a year they live here: mean about 0, deviation about 1.1; above
 * WKS_DEMO_VULNERABLE counts as vulnerable. */
double wks_demo_residents_need(const wks_demo_region *region, const wks_demo_person *person,
                               int year);

#define WKS_DEMO_VULNERABLE 1.05

int32_t wks_demo_residents_wijk(const wks_demo_region *region, const wks_demo_person *person,
                                int year); /* -1: not here */

#endif
