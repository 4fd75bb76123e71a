/* SPDX-License-Identifier: EUPL-1.2 */
#include "demo/demo_care.h"

#include "demo/demo_random.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* POH-GGZ use of 2020 .. 2024 against that of 2024: the care grew, but for 2020. */
static const double year_factor[WKS_DEMO_N_YEARS] = {0.78, 0.85, 0.90, 0.96, 1.0};

static const wks_demo_model *const model = &wks_demo_parameters_model;

/* An adult who may see the POH-GGZ this year. */
typedef struct candidate {
    double weight; /* how likely, against others */
    double order;  /* die / weight: the smallest go */
    int32_t person;
} candidate;

typedef struct candidates {
    candidate *all; /* by wijk */
    size_t from[WKS_DEMO_N_WIJKEN + 1];
    double mean[WKS_DEMO_N_WIJKEN]; /* of weights */
} candidates;

static wks_demo_random dice_of(const wks_demo_region *region, size_t person, int year)
{
    return wks_demo_random_start(region->seed, WKS_DEMO_FOR_CARE,
                                 person * WKS_DEMO_N_YEARS + (uint64_t)year);
}

static bool has_nurse(const wks_demo_region *region, size_t person, int32_t wijk)
{
    unsigned practice = (unsigned)(person * 2654435761U % region->n_practices[wijk]);
    return (region->has_nurse[wijk] >> practice & 1U) != 0;
}

static double chance_of(const wks_demo_chance *chance, double need)
{
    return wks_demo_random_logistic(chance->slope * need + chance->level);
}

static double poh_weight(const wks_demo_region *region, size_t number, int year)
{
    const wks_demo_person *person = &region->persons[number];
    int32_t wijk = wks_demo_residents_wijk(region, person, year);
    int age = wks_demo_residents_age(person, year);
    double need = wks_demo_residents_need(region, person, year);
    double weight = chance_of(&model->poh, need) * region->readiness[wijk];
    weight *= has_nurse(region, number, wijk) ? 1.0 : model->poh_without_nurse;
    weight *= person->is_woman != 0 ? model->poh_woman : model->poh_man;
    weight *= age >= 75 ? model->over_75 : 1.0;
    return year > 0 && person->care[year - 1].poh > 0 ? weight * model->poh_again : weight;
}

static bool is_adult_here(const wks_demo_person *person, int year)
{
    return person->buurt[year] >= 0 && wks_demo_residents_age(person, year) >= WKS_DEMO_ADULT;
}

static void gather(const wks_demo_region *region, int year, candidates *out)
{
    size_t at[WKS_DEMO_N_WIJKEN] = {0};
    for (size_t i = 0; i < region->n_persons; i++) {
        if (is_adult_here(&region->persons[i], year)) {
            at[wks_demo_residents_wijk(region, &region->persons[i], year)]++;
        }
    }
    out->from[0] = 0;
    for (int32_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
        out->from[w + 1] = out->from[w] + at[w];
        at[w] = out->from[w];
        out->mean[w] = 0;
    }
    for (size_t i = 0; i < region->n_persons; i++) {
        const wks_demo_person *person = &region->persons[i];
        if (!is_adult_here(person, year)) {
            continue;
        }
        int32_t wijk = wks_demo_residents_wijk(region, person, year);
        wks_demo_random dice = dice_of(region, i, year);
        double weight = poh_weight(region, i, year);
        double die = wks_demo_random_unit(&dice) + 1e-9;
        out->all[at[wijk]++] = (candidate){weight, die / (weight + 1e-9), (int32_t)i};
        out->mean[wijk] += weight;
    }
    for (int32_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
        size_t n = out->from[w + 1] - out->from[w];
        out->mean[w] /= n > 0 ? (double)n : 1.0;
    }
}

/* Per cent of adults, by wijk: the mean weights, stretched to the span that is known. */
static void set_targets(const candidates *in, int year, double target[WKS_DEMO_N_WIJKEN])
{
    double least = INFINITY;
    double most = 0;
    for (int32_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
        if (in->from[w + 1] - in->from[w] >= WKS_DEMO_ENOUGH_ADULTS) {
            least = in->mean[w] < least ? in->mean[w] : least;
            most = in->mean[w] > most ? in->mean[w] : most;
        }
    }
    for (int32_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
        double share = most > least ? (in->mean[w] - least) / (most - least) : 0.5;
        double value = WKS_DEMO_POH_LEAST + share * (WKS_DEMO_POH_MOST - WKS_DEMO_POH_LEAST);
        if (in->from[w + 1] - in->from[w] < WKS_DEMO_ENOUGH_ADULTS) {
            value = value < 2.0 ? 2.0 : (value > 5.5 ? 5.5 : value);
        }
        target[w] = value * year_factor[year];
    }
}

static int compare_candidates(const void *a, const void *b)
{
    const candidate *p = a;
    const candidate *q = b;
    if (p->order < q->order || q->order < p->order) {
        return p->order < q->order ? -1 : 1;
    }
    return p->person < q->person ? -1 : 1;
}

static void see_nurse(wks_demo_region *region, int year, candidates *in)
{
    double target[WKS_DEMO_N_WIJKEN];
    set_targets(in, year, target);
    for (int32_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
        size_t n = in->from[w + 1] - in->from[w];
        size_t n_go = (size_t)(target[w] / 100.0 * (double)n + 0.5);
        candidate *here = &in->all[in->from[w]];
        qsort(here, n, sizeof *here, compare_candidates);
        for (size_t i = 0; i < n_go && i < n; i++) {
            wks_demo_random dice = wks_demo_random_start(
                region->seed, WKS_DEMO_FOR_CARE,
                UINT64_C(0x100000000) + (uint64_t)here[i].person * WKS_DEMO_N_YEARS +
                    (uint64_t)year);
            size_t contacts = 1 + wks_demo_random_below(&dice, 4);
            contacts += wks_demo_random_chance(&dice, 0.3) ? wks_demo_random_below(&dice, 6) : 0;
            region->persons[here[i].person].care[year].poh = (uint8_t)contacts;
        }
    }
}

/* Basis and specialised ggz of one person; the dice go on behind the one for the POH-GGZ. */
static void see_ggz(wks_demo_region *region, size_t number, int year)
{
    wks_demo_person *person = &region->persons[number];
    wks_demo_care *care = &person->care[year];
    const wks_demo_care *before = year > 0 ? &person->care[year - 1] : NULL;
    int32_t wijk = wks_demo_residents_wijk(region, person, year);
    double need = wks_demo_residents_need(region, person, year);
    double ready = 0.35 + 0.65 * region->readiness[wijk];
    ready *= region->is_hidden_need[wijk] ? model->hidden_ggz : 1.0;
    ready *= wks_demo_residents_age(person, year) >= 75 ? model->over_75 : 1.0;
    bool was_basis = before != NULL && before->basis > 0;
    bool was_special = before != NULL && before->special + before->bed_days > 0;
    bool was_poh = care->poh > 0 || (before != NULL && before->poh > 0);

    wks_demo_random dice = dice_of(region, number, year);
    (void)wks_demo_random_next(&dice);
    double basis = chance_of(&model->basis, need) * ready;
    basis *= (was_poh ? model->basis_after_poh : 1.0) * (was_basis ? model->basis_again : 1.0) *
             (year == 0 ? model->basis_first_year : 1.0);
    double special = chance_of(&model->special, need) * ready;
    special *= was_poh || was_basis ? model->special_after_lighter : 1.0;
    special = was_special ? model->special_again
                          : (year == 0 ? special * model->special_first_year : special);
    if (wks_demo_random_chance(&dice, basis)) {
        care->basis = (uint8_t)(2 + wks_demo_random_below(&dice, 9));
    }
    if (wks_demo_random_chance(&dice, special)) {
        care->special = (uint8_t)(3 + wks_demo_random_below(&dice, 30));
        double stay = was_special ? model->stay_again : model->stay_new;
        if (wks_demo_random_chance(&dice, stay * (1.0 + 0.6 * need))) {
            care->bed_days = (uint8_t)(3 + wks_demo_random_below(&dice, 90));
        }
    }
    double acute =
        (care->special > 0 ? model->acute_in_care : model->acute) * (1.0 + (need > 0 ? need : 0));
    care->acute = wks_demo_random_chance(&dice, acute) ? 1 : 0;
    bool is_in_care = care->basis + care->special > 0;
    care->is_new = is_in_care && !was_basis && !was_special ? 1 : 0;
    int cost = care->basis * model->cost_basis + care->special * model->cost_special +
               care->bed_days * model->cost_day + care->acute * model->cost_acute;
    care->cost = (uint16_t)(cost > UINT16_MAX ? UINT16_MAX : cost);
}

wks_code wks_demo_care_give(wks_demo_region *region, wks_arena *arena, wks_error *err)
{
    candidates in;
    WKS_TRY(wks_arena_take(arena, region->n_persons, sizeof *in.all, &in.all, err));
    for (int year = 0; year < WKS_DEMO_N_YEARS; year++) {
        gather(region, year, &in);
        see_nurse(region, year, &in);
        for (size_t i = 0; i < region->n_persons; i++) {
            if (is_adult_here(&region->persons[i], year)) {
                see_ggz(region, i, year);
            }
        }
    }
    return WKS_OK;
}

void wks_demo_care_count(const wks_demo_region *region, int year,
                         wks_demo_wijk_truth out[WKS_DEMO_N_WIJKEN])
{
    for (int32_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
        out[w] = (wks_demo_wijk_truth){0};
    }
    for (size_t i = 0; i < region->n_persons; i++) {
        const wks_demo_person *person = &region->persons[i];
        if (!is_adult_here(person, year)) {
            continue;
        }
        wks_demo_wijk_truth *wijk = &out[wks_demo_residents_wijk(region, person, year)];
        const wks_demo_care *care = &person->care[year];
        double need = wks_demo_residents_need(region, person, year);
        wijk->n_adults++;
        wijk->n_vulnerable += need > WKS_DEMO_VULNERABLE ? 1 : 0;
        wijk->n_poh += care->poh > 0 ? 1 : 0;
        wijk->n_basis += care->basis > 0 ? 1 : 0;
        wijk->n_special += care->special > 0 ? 1 : 0;
        wijk->n_stay += care->bed_days > 0 ? 1 : 0;
        wijk->n_any += care->poh + care->basis + care->special + care->bed_days > 0 ? 1 : 0;
    }
}
