/* SPDX-License-Identifier: EUPL-1.2 */
#include "demo/demo_settle.h"

#include "demo/demo_random.h"

#include <math.h>
#include <stdbool.h>

typedef struct settling {
    uint64_t seed;
    const wks_demo_town *towns; /* [n_towns] */
    size_t n_towns;
    const double *block_km2; /* [mesh.n_points] */
    wks_demo_areas *areas;
} settling;

/* Residents per km2 that a place invites. */
static double invited_density(const settling *in, uint64_t noise, double x, double y)
{
    double density = 34;
    double ragged = 0.3 * wks_demo_random_noise(noise, x, y, 1100);
    for (size_t i = 0; i < in->n_towns; i++) {
        double dx = x - in->towns[i].x;
        double dy = y - in->towns[i].y;
        double far = sqrt(dx * dx + dy * dy) / in->towns[i].radius;
        double t = (1.25 - far - ragged) / 0.5;
        t = t < 0 ? 0 : (t > 1 ? 1 : t);
        density += t * (i < WKS_DEMO_N_GEMEENTEN ? 3900 : 2300);
    }
    return density * (1.0 + 0.35 * wks_demo_random_noise(noise + 1, x, y, 800));
}

/* Some buurten are business parks where hardly anybody lives: figures of those are hidden. */
static void clear_business_parks(wks_demo_areas *areas, uint64_t seed)
{
    wks_demo_random dice = wks_demo_random_start(seed, WKS_DEMO_FOR_AREAS, 3);
    for (int32_t b = 0; b < WKS_DEMO_N_BUURTEN; b++) {
        const wks_demo_area *wijk = &areas->wijken[areas->buurten[b].parent];
        bool is_last = b == wijk->first + wijk->n_parts - 1;
        if (is_last && wijk->n_parts >= 5 && wks_demo_random_chance(&dice, 0.25)) {
            areas->buurten[b].residents = 2 + 15 * wks_demo_random_unit(&dice);
        }
    }
}

static void settle(const settling *in)
{
    wks_demo_areas *areas = in->areas;
    const wks_demo_mesh *mesh = &areas->mesh;
    wks_demo_random dice = wks_demo_random_start(in->seed, WKS_DEMO_FOR_NOISE, 2);
    uint64_t noise = wks_demo_random_next(&dice);
    double n_blocks[WKS_DEMO_N_BUURTEN] = {0};
    for (size_t i = 0; i < mesh->n_points; i++) {
        if (areas->buurt_of[i] < 0) {
            continue;
        }
        wks_demo_area *buurt = &areas->buurten[areas->buurt_of[i]];
        double x = mesh->points[i].x / 10.0;
        double y = mesh->points[i].y / 10.0;
        double weight = in->block_km2[i] * invited_density(in, noise, x, y);
        buurt->residents += weight;
        buurt->area_km2 += in->block_km2[i];
        buurt->x_m += x;
        buurt->y_m += y;
        n_blocks[areas->buurt_of[i]] += 1;
    }
    clear_business_parks(areas, in->seed);
    for (int32_t b = 0; b < WKS_DEMO_N_BUURTEN; b++) {
        areas->buurten[b].x_m /= n_blocks[b];
        areas->buurten[b].y_m /= n_blocks[b];
    }
}

static void scale_to_gemeenten(wks_demo_areas *areas)
{
    double invited[WKS_DEMO_N_GEMEENTEN] = {0};
    for (int32_t b = 0; b < WKS_DEMO_N_BUURTEN; b++) {
        invited[areas->wijken[areas->buurten[b].parent].parent] += areas->buurten[b].residents;
    }
    for (int32_t b = 0; b < WKS_DEMO_N_BUURTEN; b++) {
        int32_t g = areas->wijken[areas->buurten[b].parent].parent;
        areas->buurten[b].residents *= wks_demo_parameters_gemeenten[g].residents / invited[g];
    }
}

static double residents_of_wijk(const wks_demo_areas *areas, const wks_demo_area *wijk)
{
    double sum = 0;
    for (int32_t b = wijk->first; b < wijk->first + wijk->n_parts; b++) {
        sum += areas->buurten[b].residents;
    }
    return sum;
}

/* A few wijken, no two in one gemeente, are nearly empty: figures of those are hidden. */
static void empty_some(wks_demo_areas *areas)
{
    static const double small[WKS_DEMO_N_SMALL_WIJKEN] = {170, 290, 370};
    bool is_small[WKS_DEMO_N_WIJKEN] = {false};
    bool has_small[WKS_DEMO_N_GEMEENTEN] = {false};
    for (size_t k = 0; k < WKS_DEMO_N_SMALL_WIJKEN; k++) {
        int32_t least = -1;
        for (int32_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
            bool is_free = !is_small[w] && !has_small[areas->wijken[w].parent];
            if (is_free && (least < 0 || residents_of_wijk(areas, &areas->wijken[w]) <
                                             residents_of_wijk(areas, &areas->wijken[least]))) {
                least = w;
            }
        }
        is_small[least] = true;
        has_small[areas->wijken[least].parent] = true;
        double factor = small[k] / residents_of_wijk(areas, &areas->wijken[least]);
        for (int32_t b = 0; b < areas->wijken[least].n_parts; b++) {
            areas->buurten[areas->wijken[least].first + b].residents *= factor;
        }
    }
}

static void add_up(wks_demo_area *above, const wks_demo_area *part)
{
    above->residents += part->residents;
    above->area_km2 += part->area_km2;
    above->x_m += part->x_m * part->area_km2;
    above->y_m += part->y_m * part->area_km2;
    above->deprivation += part->deprivation * part->residents;
}

static void finish(wks_demo_area *area)
{
    area->x_m /= area->area_km2;
    area->y_m /= area->area_km2;
    area->deprivation /= area->residents;
    area->density = area->residents / area->area_km2;
}

static void deprive(wks_demo_areas *areas, uint64_t seed)
{
    wks_demo_random for_noise = wks_demo_random_start(seed, WKS_DEMO_FOR_NOISE, 4);
    uint64_t noise = wks_demo_random_next(&for_noise);
    double sum = 0;
    double squares = 0;
    double residents = 0;
    for (int32_t b = 0; b < WKS_DEMO_N_BUURTEN; b++) {
        wks_demo_area *buurt = &areas->buurten[b];
        int32_t g = areas->wijken[buurt->parent].parent;
        wks_demo_random dice = wks_demo_random_start(seed, WKS_DEMO_FOR_NEED, (uint64_t)b);
        buurt->density = buurt->residents / buurt->area_km2;
        double town = buurt->density / (buurt->density + 1500.0);
        buurt->deprivation = 0.7 * wks_demo_parameters_gemeenten[g].deprivation + 0.8 * town +
                             0.75 * wks_demo_random_noise(noise, buurt->x_m, buurt->y_m, 2400) +
                             0.4 * wks_demo_random_normal(&dice);
        sum += buurt->deprivation * buurt->residents;
        squares += buurt->deprivation * buurt->deprivation * buurt->residents;
        residents += buurt->residents;
    }
    double mean = sum / residents;
    double deviation = sqrt(squares / residents - mean * mean);
    for (int32_t b = 0; b < WKS_DEMO_N_BUURTEN; b++) {
        areas->buurten[b].deprivation = (areas->buurten[b].deprivation - mean) / deviation;
    }
}

static void sum_up(wks_demo_areas *areas)
{
    for (int32_t b = 0; b < WKS_DEMO_N_BUURTEN; b++) {
        add_up(&areas->wijken[areas->buurten[b].parent], &areas->buurten[b]);
    }
    for (int32_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
        finish(&areas->wijken[w]);
        add_up(&areas->gemeenten[areas->wijken[w].parent], &areas->wijken[w]);
    }
    for (int32_t g = 0; g < WKS_DEMO_N_GEMEENTEN; g++) {
        finish(&areas->gemeenten[g]);
    }
}

void wks_demo_settle_run(uint64_t seed, const wks_demo_town *towns, size_t n_towns,
                         const double *block_km2, wks_demo_areas *areas)
{
    const settling in = {seed, towns, n_towns, block_km2, areas};
    settle(&in);
    scale_to_gemeenten(areas);
    empty_some(areas);
    scale_to_gemeenten(areas);
    deprive(areas, seed);
    sum_up(areas);
}
