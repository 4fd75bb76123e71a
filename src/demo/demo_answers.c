/* SPDX-License-Identifier: EUPL-1.2 */
#include "demo/demo_answers.h"

#include "demo/demo_random.h"

#include <stdint.h>

static double score_of(const wks_demo_score *score, double need, double dice)
{
    return score->level + score->slope * need + score->noise * dice;
}

static int limited(double value, int least, int most)
{
    if (value < least) {
        return least;
    }
    return value > most ? most : (int)(value + 0.5);
}

/* 1 and up: one more for each bound that value is above. */
static int class_of(double value, const double *bounds, int n)
{
    int class = 1;
    for (int i = 0; i < n; i++) {
        class += value > bounds[i] ? 1 : 0;
    }
    return class;
}

wks_demo_answers wks_demo_answers_of(const wks_demo_region *region, size_t number, int year)
{
    static const double stress_bounds[] = {-0.35, 0.98, 1.95};
    static const double health_bounds[] = {-1.15, 0.75, 1.75, 2.6};
    static const double ends_bounds[] = {-0.1, 1.25, 2.3};
    const wks_demo_model *model = &wks_demo_parameters_model;
    const wks_demo_person *person = &region->persons[number];
    wks_demo_random dice = wks_demo_random_start(region->seed, WKS_DEMO_FOR_SURVEY,
                                                 number * WKS_DEMO_N_YEARS + (uint64_t)year);
    double need = wks_demo_residents_need(region, person, year);
    int age = wks_demo_residents_age(person, year);
    double noise[WKS_DEMO_N_QUESTIONS];
    for (int i = 0; i < WKS_DEMO_N_QUESTIONS; i++) {
        noise[i] = wks_demo_random_normal(&dice);
    }
    double risk = 0.9 * need + 0.45 * noise[WKS_DEMO_K10];
    double stress = 0.8 * need + 0.6 * noise[WKS_DEMO_STRESS] - (age >= 65 ? 0.4 : 0.0);
    double illness = 0.45 * need + 0.7 * noise[WKS_DEMO_HEALTH] + (age - 50) / 45.0;
    double strain = 0.25 * need + 0.7 * noise[WKS_DEMO_ENDS_MEET] + 0.5 * (2 - person->income) +
                    (person->is_low_income != 0 ? 0.8 : 0.0);
    wks_demo_answers out;
    out.value[WKS_DEMO_MHI5] =
        4 * limited(score_of(&model->mhi5, need, noise[WKS_DEMO_MHI5]) / 4.0, 0, 25);
    out.value[WKS_DEMO_K10] =
        limited(13.8 + 3.8 * risk + (risk > 0 ? 3.8 * risk * risk : 0.0), 10, 50);
    out.value[WKS_DEMO_LONELINESS] =
        limited(score_of(&model->loneliness, need, noise[WKS_DEMO_LONELINESS]), 0, 11);
    out.value[WKS_DEMO_CONTROL] =
        limited(score_of(&model->control, need, noise[WKS_DEMO_CONTROL]), 7, 35);
    out.value[WKS_DEMO_STRESS] = class_of(stress, stress_bounds, 3);
    out.value[WKS_DEMO_HEALTH] = class_of(illness, health_bounds, 4);
    out.value[WKS_DEMO_ENDS_MEET] = class_of(strain, ends_bounds, 3);
    return out;
}
