/* SPDX-License-Identifier: EUPL-1.2 */
#include "demo/demo_residents.h"

#include "demo/demo_random.h"

#include <assert.h>

enum {
    N_AGE_GROUPS = 20 /* of five years */
};

static const wks_demo_model *const model = &wks_demo_parameters_model;

/* CBS, the Netherlands, about: residents per five years of age, per cent. */
static const double pyramid[N_AGE_GROUPS] = {5.0, 5.3, 5.5, 5.9, 6.3, 6.4, 6.3, 6.0, 5.8, 6.1,
                                             7.2, 7.2, 6.7, 5.9, 5.3, 4.1, 2.8, 1.5, 0.6, 0.1};

int wks_demo_residents_age(const wks_demo_person *person, int year)
{
    return WKS_DEMO_FIRST_YEAR + year - person->birth_year;
}

int32_t wks_demo_residents_wijk(const wks_demo_region *region, const wks_demo_person *person,
                                int year)
{
    int32_t buurt = person->buurt[year];
    return buurt < 0 ? -1 : region->areas.buurten[buurt].parent;
}

bool wks_demo_residents_is_alone(const wks_demo_region *region, const wks_demo_person *person,
                                 int year)
{
    int age = wks_demo_residents_age(person, year);
    double share = age < 18 ? 0 : age < 21 ? 0.08 : age < 30 ? 0.26 : age < 60 ? 0.16 : 0.22;
    share = age >= 75 ? 0.42 : share;
    double density = region->areas.buurten[person->buurt[year]].density;
    share *= 0.75 + 0.6 * density / (density + 2000.0);
    return person->alone_die < share * 256.0;
}

static double age_need(int age)
{
    if (age < 18) {
        return -0.2;
    }
    if (age < 30) {
        return model->need_young;
    }
    return age < 65 ? 0.0 : (age < 75 ? model->need_old : 0.0);
}

double wks_demo_residents_need(const wks_demo_region *region, const wks_demo_person *person,
                               int year)
{
    return person->own_need + region->buurt_need[person->buurt[year]] +
           age_need(wks_demo_residents_age(person, year));
}

/* ---- places -------------------------------------------------------------------------------- */

static void set_needs(wks_demo_region *region)
{
    wks_demo_random for_noise = wks_demo_random_start(region->seed, WKS_DEMO_FOR_NEED, 100000);
    uint64_t noise = wks_demo_random_next(&for_noise);
    for (int32_t b = 0; b < WKS_DEMO_N_BUURTEN; b++) {
        const wks_demo_area *buurt = &region->areas.buurten[b];
        wks_demo_random dice =
            wks_demo_random_start(region->seed, WKS_DEMO_FOR_NEED, 200000 + (uint64_t)b);
        region->buurt_need[b] =
            model->need_deprivation * buurt->deprivation +
            model->need_field * wks_demo_random_noise(noise, buurt->x_m, buurt->y_m, 7000) +
            model->need_buurt * wks_demo_random_normal(&dice);
    }
}

static double wijk_need(const wks_demo_region *region, int32_t w)
{
    const wks_demo_area *wijk = &region->areas.wijken[w];
    double sum = 0;
    for (int32_t b = wijk->first; b < wijk->first + wijk->n_parts; b++) {
        sum += region->buurt_need[b] * region->areas.buurten[b].residents;
    }
    return sum / wijk->residents;
}

/* Among the wijken with most need, some where people do not ask for help and GPs have no nurse. */
static void choose_hidden_need(wks_demo_region *region)
{
    enum {
        N_TOP = 18
    };

    int32_t top[N_TOP]; /* from most need to less */
    int n = 0;
    for (int32_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
        double need = wijk_need(region, w);
        if (region->areas.wijken[w].residents < 2200 ||
            (n == N_TOP && need <= wijk_need(region, top[N_TOP - 1]))) {
            continue;
        }
        int at = n < N_TOP ? n++ : N_TOP - 1;
        for (; at > 0 && wijk_need(region, top[at - 1]) < need; at--) {
            top[at] = top[at - 1];
        }
        top[at] = w;
    }
    wks_demo_random dice = wks_demo_random_start(region->seed, WKS_DEMO_FOR_NEED, 300000);
    for (int k = 0; k < WKS_DEMO_N_HIDDEN_NEED && k < n; k++) {
        int at = k + (int)wks_demo_random_below(&dice, (size_t)(n - k));
        int32_t chosen = top[at];
        top[at] = top[k];
        region->is_hidden_need[chosen] = true;
    }
}

static void open_practices(wks_demo_region *region)
{
    wks_demo_random for_noise = wks_demo_random_start(region->seed, WKS_DEMO_FOR_PRACTICES, 100000);
    uint64_t noise = wks_demo_random_next(&for_noise);
    for (int32_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
        const wks_demo_area *wijk = &region->areas.wijken[w];
        wks_demo_random dice =
            wks_demo_random_start(region->seed, WKS_DEMO_FOR_PRACTICES, (uint64_t)w);
        double n = wijk->residents / model->residents_per_practice + 0.5;
        region->n_practices[w] = (uint8_t)(n < 1 ? 1 : (n > 31 ? 31 : n));
        double share =
            region->is_hidden_need[w] ? model->share_with_nurse_hidden : model->share_with_nurse;
        for (unsigned i = 0; i < region->n_practices[w]; i++) {
            if (wks_demo_random_chance(&dice, share)) {
                region->has_nurse[w] |= UINT32_C(1) << i;
            }
        }
        double readiness =
            1.0 +
            model->readiness_field * wks_demo_random_noise(noise, wijk->x_m, wijk->y_m, 9000) +
            model->readiness_wijk * wks_demo_random_normal(&dice);
        region->readiness[w] = region->is_hidden_need[w] ? model->readiness_hidden : readiness;
    }
}

/* ---- persons ------------------------------------------------------------------------------- */

/* How ages are spread in a buurt: running sums of shares. */
static void fill_ages(const wks_demo_region *region, uint64_t noise, int32_t b,
                      double running[N_AGE_GROUPS])
{
    const wks_demo_area *buurt = &region->areas.buurten[b];
    double youth = wks_demo_random_noise(noise, buurt->x_m, buurt->y_m, 1600);
    double student = buurt->density > 3500 ? 0.6 : 0.0;
    double sum = 0;
    for (int i = 0; i < N_AGE_GROUPS; i++) {
        double factor = 1.0 + 0.5 * youth * (1.0 - (double)i / 8.5);
        factor += i == 4 || i == 5 ? student : 0;
        sum += pyramid[i] * (factor < 0.15 ? 0.15 : factor);
        running[i] = sum;
    }
    for (int i = 0; i < N_AGE_GROUPS; i++) {
        running[i] /= sum;
    }
}

static int draw_age(wks_demo_random *dice, const double running[N_AGE_GROUPS])
{
    double die = wks_demo_random_unit(dice);
    int group = 0;
    while (group < N_AGE_GROUPS - 1 && running[group] <= die) {
        group++;
    }
    return group * 5 + (int)wks_demo_random_below(dice, 5);
}

/* Everything about a person that does not change; place and birth year are given. */
static void make_person(const wks_demo_region *region, wks_demo_random *dice, int32_t buurt,
                        int birth_year, wks_demo_person *out)
{
    double deprivation = region->areas.buurten[buurt].deprivation;
    double income = model->income_deprivation * deprivation + wks_demo_random_normal(dice);
    static const double cuts[] = {-0.94, -0.28, 0.28, 0.94};
    *out = (wks_demo_person){.birth_year = (uint16_t)birth_year};
    for (int y = 0; y < WKS_DEMO_N_YEARS; y++) {
        out->buurt[y] = -1;
    }
    bool is_old = birth_year < 1945;
    out->is_woman = wks_demo_random_chance(dice, is_old ? 0.58 : 0.497) ? 1 : 0;
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        out->income = (uint8_t)(out->income + (income > cuts[i]));
    }
    out->is_low_income = income < model->low_income_below ? 1 : 0;
    out->has_benefit = wks_demo_random_chance(dice, out->is_low_income != 0 ? 0.5 : 0.004) ? 1 : 0;
    out->alone_die = (uint8_t)wks_demo_random_below(dice, 256);
    out->own_need = (float)(model->need_person * wks_demo_random_normal(dice) +
                            (out->is_low_income != 0 ? model->need_low_income : 0.0) -
                            model->need_income * (out->income - 2) +
                            (out->is_woman != 0 ? model->need_woman : -model->need_woman));
}

static double death_chance(int age)
{
    if (age < 50) {
        return 0.0006;
    }
    /* doubles every eight years, about */
    double chance = 0.003;
    for (int a = 50; a < age; a++) {
        chance *= 1.092;
    }
    return chance > 0.6 ? 0.6 : chance;
}

/* Somebody's place: buurten by their residents. */
typedef struct places {
    double running[WKS_DEMO_N_BUURTEN];
} places;

static int32_t draw_buurt(const places *in, wks_demo_random *dice, int32_t first, int32_t end)
{
    double before = first == 0 ? 0 : in->running[first - 1];
    double die = before + wks_demo_random_unit(dice) * (in->running[end - 1] - before);
    int32_t low = first;
    int32_t high = end - 1;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (in->running[middle] <= die) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Where a person is next 1 January: -1 when dead or gone. */
static int32_t live_a_year(const wks_demo_region *region, const places *in, wks_demo_random *dice,
                           const wks_demo_person *person, int year)
{
    int age = wks_demo_residents_age(person, year);
    int32_t buurt = person->buurt[year];
    if (wks_demo_random_chance(dice, death_chance(age))) {
        return -1;
    }
    bool is_young = age >= 18 && age < 32;
    if (wks_demo_random_chance(dice, is_young ? model->leave_young : model->leave)) {
        return -1;
    }
    if (!wks_demo_random_chance(dice, is_young ? model->move_young
                                               : (age >= 65 ? model->move_old : model->move))) {
        return buurt;
    }
    if (wks_demo_random_chance(dice, model->far_move)) {
        return draw_buurt(in, dice, 0, WKS_DEMO_N_BUURTEN);
    }
    const wks_demo_areas *areas = &region->areas;
    const wks_demo_area *gemeente =
        &areas->gemeenten[areas->wijken[areas->buurten[buurt].parent].parent];
    const wks_demo_area *last = &areas->wijken[gemeente->first + gemeente->n_parts - 1];
    return draw_buurt(in, dice, areas->wijken[gemeente->first].first, last->first + last->n_parts);
}

static size_t count_start(const wks_demo_region *region, size_t n_of[WKS_DEMO_N_BUURTEN])
{
    size_t total = 0;
    for (int32_t b = 0; b < WKS_DEMO_N_BUURTEN; b++) {
        n_of[b] =
            (size_t)(region->areas.buurten[b].residents * model->start_share * region->scale + 0.5);
        total += n_of[b];
    }
    return total;
}

static void settle_first(wks_demo_region *region, const size_t n_of[WKS_DEMO_N_BUURTEN])
{
    wks_demo_random for_noise = wks_demo_random_start(region->seed, WKS_DEMO_FOR_PERSONS, 0);
    uint64_t noise = wks_demo_random_next(&for_noise);
    for (int32_t b = 0; b < WKS_DEMO_N_BUURTEN; b++) {
        double running[N_AGE_GROUPS];
        fill_ages(region, noise, b, running);
        for (size_t i = 0; i < n_of[b]; i++) {
            wks_demo_random dice =
                wks_demo_random_start(region->seed, WKS_DEMO_FOR_PERSONS, 1 + region->n_persons);
            int age = draw_age(&dice, running);
            wks_demo_person *person = &region->persons[region->n_persons++];
            make_person(region, &dice, b, WKS_DEMO_FIRST_YEAR - 1 - age, person);
            person->buurt[0] = (int16_t)b;
        }
    }
}

static void add_newcomers(wks_demo_region *region, const places *in, int year, size_t n_born,
                          size_t n_come)
{
    for (size_t i = 0; i < n_born + n_come; i++) {
        wks_demo_random dice =
            wks_demo_random_start(region->seed, WKS_DEMO_FOR_PERSONS, 1 + region->n_persons);
        int32_t buurt = draw_buurt(in, &dice, 0, WKS_DEMO_N_BUURTEN);
        int age = i < n_born ? 1 : 18 + (int)wks_demo_random_below(&dice, 22);
        if (i >= n_born && wks_demo_random_chance(&dice, 0.4)) {
            age = 1 + (int)wks_demo_random_below(&dice, 70);
        }
        wks_demo_person *person = &region->persons[region->n_persons++];
        make_person(region, &dice, buurt, WKS_DEMO_FIRST_YEAR + year - age, person);
        person->buurt[year] = (int16_t)buurt;
    }
}

static void pass_years(wks_demo_region *region, size_t room)
{
    places in;
    double sum = 0;
    for (int32_t b = 0; b < WKS_DEMO_N_BUURTEN; b++) {
        sum += region->areas.buurten[b].residents;
        in.running[b] = sum;
    }
    double wanted = (double)region->n_persons;
    size_t n_here = region->n_persons;
    for (int year = 0; year + 1 < WKS_DEMO_N_YEARS; year++) {
        size_t n_born = (size_t)((double)n_here * model->born_per_resident);
        size_t n_stay = 0;
        for (size_t i = 0; i < region->n_persons; i++) {
            wks_demo_person *person = &region->persons[i];
            if (person->buurt[year] < 0) {
                continue;
            }
            wks_demo_random dice = wks_demo_random_start(region->seed, WKS_DEMO_FOR_YEARS,
                                                         i * WKS_DEMO_N_YEARS + (uint64_t)year);
            int32_t next = live_a_year(region, &in, &dice, person, year);
            person->buurt[year + 1] = (int16_t)next;
            n_stay += next >= 0 ? 1 : 0;
        }
        wanted *= model->growth_per_year;
        double n_come = wanted - (double)(n_stay + n_born);
        size_t n_new = n_come > 0 ? (size_t)n_come : 0;
        assert(region->n_persons + n_born + n_new <= room);
        add_newcomers(region, &in, year + 1, n_born, n_new);
        n_here = n_stay + n_born + n_new;
    }
}

wks_code wks_demo_residents_make(uint64_t seed, double scale, wks_arena *arena,
                                 wks_demo_region *out, wks_error *err)
{
    *out = (wks_demo_region){.seed = seed, .scale = scale};
    WKS_TRY(wks_demo_areas_make(seed, arena, &out->areas, err));
    set_needs(out);
    choose_hidden_need(out);
    open_practices(out);
    size_t n_of[WKS_DEMO_N_BUURTEN];
    size_t room = count_start(out, n_of) * 5 / 4 + 64; /* newcomers of four years: under 5 % each */
    WKS_TRY(wks_arena_take(arena, room, sizeof *out->persons, &out->persons, err));
    settle_first(out, n_of);
    pass_years(out, room);
    return WKS_OK;
}
