/* SPDX-License-Identifier: EUPL-1.2 */
#include "demo/demo_areas.h"

#include "demo/demo_growth.h"
#include "demo/demo_names.h"
#include "demo/demo_random.h"
#include "demo/demo_settle.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum {
    MAX_TOWNS = 14 + 64,
    MAX_PARTS = 80 /* wijken of a gemeente, buurten of a wijk */
};

static const double village_radius_m = 620;
static const double far_enough_m = 2600;

/* What the functions below hand on to each other. */
typedef struct work {
    uint64_t seed;
    wks_demo_areas *areas;
    wks_demo_town towns[MAX_TOWNS]; /* the main towns first, in the order of the gemeenten */
    size_t n_towns;
    int32_t *gemeente_of; /* [n_points] -1 outside */
    int32_t *wijk_of;     /* [n_points] */
    double *block_km2;    /* [n_points] */
    double *one;          /* [n_points] */
    const char **names;
} work;

/* ---- towns and blocks ---------------------------------------------------------------------- */

static bool is_far_from_towns(const work *in, double x, double y)
{
    for (size_t i = 0; i < in->n_towns; i++) {
        double dx = x - in->towns[i].x;
        double dy = y - in->towns[i].y;
        double apart = far_enough_m + in->towns[i].radius * 0.6;
        if (dx * dx + dy * dy < apart * apart) {
            return false;
        }
    }
    return true;
}

static void place_towns(work *in)
{
    wks_demo_random dice = wks_demo_random_start(in->seed, WKS_DEMO_FOR_AREAS, 1);
    for (size_t g = 0; g < WKS_DEMO_N_GEMEENTEN; g++) {
        const wks_demo_gemeente *given = &wks_demo_parameters_gemeenten[g];
        in->towns[in->n_towns++] = (wks_demo_town){given->town_x * 1000, given->town_y * 1000,
                                                   given->town_radius_km * 1000};
    }
    for (size_t g = 0; g < WKS_DEMO_N_GEMEENTEN; g++) {
        const wks_demo_gemeente *given = &wks_demo_parameters_gemeenten[g];
        double reach = sqrt(given->area_km2 / 3.1416) * 1000;
        int n_placed = 0;
        for (int i = 0; i < 400 && n_placed < given->n_villages; i++) {
            double x = given->x * 1000 + reach * (2 * wks_demo_random_unit(&dice) - 1);
            double y = given->y * 1000 + reach * (2 * wks_demo_random_unit(&dice) - 1);
            double radius = village_radius_m * (0.6 + 0.9 * wks_demo_random_unit(&dice));
            if (is_far_from_towns(in, x, y)) {
                in->towns[in->n_towns++] = (wks_demo_town){x, y, radius};
                n_placed++;
            }
        }
    }
}

/* Inside the outline after the plane has been bent a little, so that no side stays straight. */
static bool is_in_region(uint64_t noise, wks_demo_point point)
{
    double x = point.x / 10.0;
    double y = point.y / 10.0;
    double bent_x = x + 1300 * wks_demo_random_noise(noise, x, y, 5200) +
                    420 * wks_demo_random_noise(noise + 1, x, y, 1500);
    double bent_y = y + 1300 * wks_demo_random_noise(noise + 2, x, y, 5200) +
                    420 * wks_demo_random_noise(noise + 3, x, y, 1500);
    const wks_demo_corner *corner = wks_demo_parameters_outline;
    size_t n = wks_demo_parameters_outline_n;
    bool is_inside = false;
    for (size_t i = 0, j = n - 1; i < n; j = i++) {
        double px = corner[i].x * 1000;
        double py = corner[i].y * 1000;
        double qx = corner[j].x * 1000;
        double qy = corner[j].y * 1000;
        if ((py > bent_y) != (qy > bent_y) && bent_x < (qx - px) * (bent_y - py) / (qy - py) + px) {
            is_inside = !is_inside;
        }
    }
    return is_inside;
}

static void measure_blocks(work *in)
{
    const wks_demo_mesh *mesh = &in->areas->mesh;
    for (size_t i = 0; i < mesh->n_triangles; i++) {
        const int32_t *corner = mesh->triangles[i].corner;
        wks_demo_point a = mesh->points[corner[0]];
        wks_demo_point b = mesh->points[corner[1]];
        wks_demo_point c = mesh->points[corner[2]];
        double twice = (double)(b.x - a.x) * (double)(c.y - a.y) -
                       (double)(b.y - a.y) * (double)(c.x - a.x); /* square decimetres */
        for (int k = 0; k < 3; k++) {
            in->block_km2[corner[k]] += twice / 6.0 / 1e8;
        }
    }
    for (size_t i = 0; i < mesh->n_points; i++) {
        in->one[i] = 1.0;
    }
}

static wks_code lay_blocks(work *in, wks_arena *arena, wks_error *err)
{
    wks_demo_areas *areas = in->areas;
    WKS_TRY(wks_demo_mesh_make(in->seed, in->towns, in->n_towns, arena, &areas->mesh, err));
    size_t n = areas->mesh.n_points;
    WKS_TRY(wks_arena_take(arena, n, sizeof *areas->buurt_of, &areas->buurt_of, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *in->gemeente_of, &in->gemeente_of, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *in->wijk_of, &in->wijk_of, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *in->block_km2, &in->block_km2, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *in->one, &in->one, err));
    measure_blocks(in);
    for (size_t i = 0; i < n; i++) {
        areas->buurt_of[i] = -1;
        in->gemeente_of[i] = -1;
        in->wijk_of[i] = -1;
    }
    return WKS_OK;
}

static int32_t nearest_block(const work *in, const int32_t *within, int32_t value, double x,
                             double y)
{
    const wks_demo_mesh *mesh = &in->areas->mesh;
    int32_t best = -1;
    double best_square = INFINITY;
    for (size_t i = 0; i < mesh->n_points; i++) {
        double dx = mesh->points[i].x / 10.0 - x;
        double dy = mesh->points[i].y / 10.0 - y;
        if (within[i] == value && dx * dx + dy * dy < best_square) {
            best_square = dx * dx + dy * dy;
            best = (int32_t)i;
        }
    }
    return best;
}

/* ---- three levels -------------------------------------------------------------------------- */

static wks_code grow_gemeenten(work *in, wks_arena *arena, wks_error *err)
{
    const wks_demo_mesh *mesh = &in->areas->mesh;
    int32_t *inside = NULL;
    WKS_TRY(wks_arena_take(arena, mesh->n_points, sizeof *inside, &inside, err));
    wks_demo_random dice = wks_demo_random_start(in->seed, WKS_DEMO_FOR_AREAS, 0);
    uint64_t noise = wks_demo_random_next(&dice);
    double total = 0;
    for (size_t i = 0; i < mesh->n_points; i++) {
        inside[i] = is_in_region(noise, mesh->points[i]) ? 1 : 0;
        total += inside[i] == 1 ? in->block_km2[i] : 0;
    }
    double wanted[WKS_DEMO_N_GEMEENTEN];
    int32_t seeds[WKS_DEMO_N_GEMEENTEN];
    double given_total = 0;
    for (size_t g = 0; g < WKS_DEMO_N_GEMEENTEN; g++) {
        given_total += wks_demo_parameters_gemeenten[g].area_km2;
    }
    for (size_t g = 0; g < WKS_DEMO_N_GEMEENTEN; g++) {
        const wks_demo_gemeente *given = &wks_demo_parameters_gemeenten[g];
        wanted[g] = given->area_km2 * total / given_total;
        seeds[g] = nearest_block(in, inside, 1, given->x * 1000, given->y * 1000);
    }
    wks_demo_growth growth = {.mesh = mesh,
                              .seed = in->seed,
                              .within = inside,
                              .within_value = 1,
                              .block_size = in->block_km2,
                              .wanted = wanted,
                              .n_rounds = 60};
    return wks_demo_growth_run(&growth, WKS_DEMO_N_GEMEENTEN, seeds, in->gemeente_of, err);
}

/* Split the blocks of one area (within == value) into n parts of about as many blocks each,
 * numbered from the one nearest to the town outwards; part_of gets first + number. */
static wks_code split(work *in, const int32_t *within, int32_t value, wks_demo_point town, size_t n,
                      int32_t first, int32_t *part_of, wks_error *err)
{
    const wks_demo_mesh *mesh = &in->areas->mesh;
    assert(n <= MAX_PARTS);
    int32_t seeds[MAX_PARTS];
    double far[MAX_PARTS];
    int32_t number[MAX_PARTS];
    wks_demo_growth growth = {.mesh = mesh,
                              .seed = in->seed,
                              .is_by_block = true,
                              .within = within,
                              .within_value = value,
                              .block_size = in->one,
                              .is_moved = true,
                              .n_rounds = 8};
    seeds[0] = nearest_block(in, within, value, town.x / 10.0, town.y / 10.0);
    WKS_TRY(wks_demo_growth_spread(&growth, n, seeds, err));
    WKS_TRY(wks_demo_growth_run(&growth, n, seeds, part_of, err));
    for (size_t i = 0; i < n; i++) {
        double dx = mesh->points[seeds[i]].x - town.x;
        double dy = mesh->points[seeds[i]].y - town.y;
        far[i] = dx * dx + dy * dy;
    }
    for (size_t i = 0; i < n; i++) {
        number[i] = first;
        for (size_t j = 0; j < n; j++) {
            number[i] += far[j] < far[i] || (j < i && !(far[i] < far[j])) ? 1 : 0;
        }
    }
    for (size_t i = 0; i < mesh->n_points; i++) {
        if (within[i] == value) {
            part_of[i] = number[part_of[i]];
        }
    }
    return WKS_OK;
}

static wks_code grow_wijken(work *in, wks_error *err)
{
    wks_demo_areas *areas = in->areas;
    int32_t n_wijken = 0;
    for (int32_t g = 0; g < WKS_DEMO_N_GEMEENTEN; g++) {
        const wks_demo_gemeente *given = &wks_demo_parameters_gemeenten[g];
        wks_demo_point town = {(int32_t)(in->towns[g].x * 10), (int32_t)(in->towns[g].y * 10)};
        WKS_TRY(split(in, in->gemeente_of, g, town, (size_t)given->n_wijken, n_wijken, in->wijk_of,
                      err));
        areas->gemeenten[g] = (wks_demo_area){
            .name = given->name, .parent = -1, .first = n_wijken, .n_parts = given->n_wijken};
        snprintf(areas->gemeenten[g].code, WKS_AREA_CODE_SIZE, "%s", given->code);
        for (int32_t w = 0; w < given->n_wijken; w++) {
            wks_demo_area *wijk = &areas->wijken[n_wijken + w];
            wijk->parent = g;
            snprintf(wijk->code, WKS_AREA_CODE_SIZE, "WK%.4s%02u", given->code + 2,
                     (unsigned)w % 100);
        }
        n_wijken += given->n_wijken;
    }
    return WKS_OK;
}

/* A gemeente's buurten over its wijken, by their blocks; each wijk has at least one. */
static void share_out_buurten(const work *in, const wks_demo_gemeente *given,
                              const wks_demo_area *gemeente)
{
    int n_blocks[MAX_PARTS] = {0};
    const wks_demo_mesh *mesh = &in->areas->mesh;
    wks_demo_area *wijken = &in->areas->wijken[gemeente->first];
    for (size_t i = 0; i < mesh->n_points; i++) {
        int32_t wijk = in->wijk_of[i] - gemeente->first;
        if (in->wijk_of[i] >= 0 && wijk >= 0 && wijk < gemeente->n_parts) {
            n_blocks[wijk]++;
        }
    }
    for (int32_t w = 0; w < gemeente->n_parts; w++) {
        wijken[w].n_parts = 1;
    }
    for (int left = given->n_buurten - given->n_wijken; left > 0; left--) {
        int32_t fullest = 0;
        for (int32_t w = 1; w < gemeente->n_parts; w++) {
            if (n_blocks[w] * wijken[fullest].n_parts > n_blocks[fullest] * wijken[w].n_parts) {
                fullest = w;
            }
        }
        wijken[fullest].n_parts++;
    }
}

static wks_code grow_buurten(work *in, wks_error *err)
{
    wks_demo_areas *areas = in->areas;
    int32_t n_buurten = 0;
    for (int32_t g = 0; g < WKS_DEMO_N_GEMEENTEN; g++) {
        const wks_demo_area *gemeente = &areas->gemeenten[g];
        share_out_buurten(in, &wks_demo_parameters_gemeenten[g], gemeente);
        wks_demo_point town = {(int32_t)(in->towns[g].x * 10), (int32_t)(in->towns[g].y * 10)};
        for (int32_t w = gemeente->first; w < gemeente->first + gemeente->n_parts; w++) {
            wks_demo_area *wijk = &areas->wijken[w];
            wijk->first = n_buurten;
            WKS_TRY(split(in, in->wijk_of, w, town, (size_t)wijk->n_parts, n_buurten,
                          areas->buurt_of, err));
            for (int32_t b = 0; b < wijk->n_parts; b++) {
                wks_demo_area *buurt = &areas->buurten[n_buurten + b];
                buurt->parent = w;
                snprintf(buurt->code, WKS_AREA_CODE_SIZE, "BU%.6s%02u", wijk->code + 2,
                         (unsigned)b % 100);
            }
            n_buurten += wijk->n_parts;
        }
    }
    return WKS_OK;
}

/* ---- names ---------------------------------------------------------------------------------- */

static wks_code name_areas(work *in, wks_arena *arena, wks_error *err)
{
    wks_demo_areas *areas = in->areas;
    for (int32_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
        wks_demo_area *wijk = &areas->wijken[w];
        const char *kind = wijk->density < 180 ? "Buitengebied " : "";
        wijk->name = wks_arena_printf(arena, "Wijk %.2s %s%s", wijk->code + 6, kind, in->names[w]);
        if (wijk->name == NULL) {
            return wks_arena_fail(err);
        }
    }
    for (int32_t b = 0; b < WKS_DEMO_N_BUURTEN; b++) {
        wks_demo_area *buurt = &areas->buurten[b];
        const char *kind = buurt->residents < 30  ? "Bedrijventerrein "
                           : buurt->density < 130 ? "Buitengebied "
                                                  : "";
        buurt->name = wks_arena_printf(arena, "%s%s", kind, in->names[WKS_DEMO_N_WIJKEN + b]);
        if (buurt->name == NULL) {
            return wks_arena_fail(err);
        }
    }
    return WKS_OK;
}

wks_code wks_demo_areas_make(uint64_t seed, wks_arena *arena, wks_demo_areas *out, wks_error *err)
{
    *out = (wks_demo_areas){0};
    work in = {.seed = seed, .areas = out};
    WKS_TRY(wks_arena_take(arena, WKS_DEMO_N_WIJKEN, sizeof *out->wijken, &out->wijken, err));
    WKS_TRY(wks_arena_take(arena, WKS_DEMO_N_BUURTEN, sizeof *out->buurten, &out->buurten, err));
    WKS_TRY(
        wks_demo_names_make(seed, WKS_DEMO_N_WIJKEN + WKS_DEMO_N_BUURTEN, arena, &in.names, err));
    place_towns(&in);
    WKS_TRY(lay_blocks(&in, arena, err));
    WKS_TRY(grow_gemeenten(&in, arena, err));
    WKS_TRY(grow_wijken(&in, err));
    WKS_TRY(grow_buurten(&in, err));
    wks_demo_settle_run(seed, in.towns, in.n_towns, in.block_km2, out);
    return name_areas(&in, arena, err);
}
