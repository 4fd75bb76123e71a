/* SPDX-License-Identifier: EUPL-1.2 */
#include "demo/demo_borders.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct world {
    wks_arena arena;
    wks_demo_areas areas;
    wks_demo_borders borders[3]; /* gemeente, wijk, buurt */
} world;

static const wks_level all_levels[3] = {WKS_LEVEL_GEMEENTE, WKS_LEVEL_WIJK, WKS_LEVEL_BUURT};
static const int32_t n_areas_of[3] = {WKS_DEMO_N_GEMEENTEN, WKS_DEMO_N_WIJKEN, WKS_DEMO_N_BUURTEN};

static int make_world(void **state)
{
    world *in = calloc(1, sizeof *in);
    if (in == NULL) {
        return 1;
    }
    wks_error err;
    wks_arena_init(&in->arena, 0);
    if (wks_demo_areas_make(4, &in->arena, &in->areas, &err) != WKS_OK) {
        return 1;
    }
    for (int i = 0; i < 3; i++) {
        if (wks_demo_borders_draw(4, &in->areas, all_levels[i], &in->arena, &in->borders[i],
                                  &err) != WKS_OK) {
            return 1;
        }
    }
    *state = in;
    return 0;
}

static int drop_world(void **state)
{
    world *in = *state;
    wks_arena_clear(&in->arena);
    free(in);
    return 0;
}

static void every_area_has_one_outer_ring(void **state)
{
    const world *in = *state;
    for (int level = 0; level < 3; level++) {
        int *n_outer = calloc((size_t)n_areas_of[level], sizeof *n_outer);
        assert_non_null(n_outer);
        for (size_t i = 0; i < in->borders[level].n_rings; i++) {
            const wks_demo_ring *ring = &in->borders[level].rings[i];
            n_outer[ring->area] += ring->area_dm2 > 0 ? 1 : 0;
            assert_true(ring->n_points >= 12);
        }
        for (int32_t a = 0; a < n_areas_of[level]; a++) {
            assert_int_equal(n_outer[a], 1);
        }
        free(n_outer);
    }
}

static double total_of(const wks_demo_borders *borders)
{
    double sum = 0;
    for (size_t i = 0; i < borders->n_rings; i++) {
        sum += borders->rings[i].area_dm2;
    }
    return sum;
}

/* No gaps and no overlaps: with whole numbers the sums are exact. */
static void levels_cover_the_same_ground_to_the_square_decimetre(void **state)
{
    const world *in = *state;
    double gemeenten = total_of(&in->borders[0]);
    assert_true(gemeenten > 1400e8 && gemeenten < 1650e8); /* square decimetres */
    assert_true(!(total_of(&in->borders[1]) < gemeenten) &&
                !(total_of(&in->borders[1]) > gemeenten));
    assert_true(!(total_of(&in->borders[2]) < gemeenten) &&
                !(total_of(&in->borders[2]) > gemeenten));
}

typedef struct side {
    wks_demo_point from, to;
} side;

static int compare_points(wks_demo_point a, wks_demo_point b)
{
    if (a.x != b.x) {
        return a.x < b.x ? -1 : 1;
    }
    return a.y == b.y ? 0 : (a.y < b.y ? -1 : 1);
}

static int compare_sides(const void *a, const void *b)
{
    const side *p = a;
    const side *q = b;
    int order = compare_points(p->from, q->from);
    return order != 0 ? order : compare_points(p->to, q->to);
}

static side *list_sides(const wks_demo_borders *borders, size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < borders->n_rings; i++) {
        *n += borders->rings[i].n_points;
    }
    if (*n == 0) {
        abort();
    }
    side *sides = calloc(*n, sizeof *sides);
    size_t at = 0;
    for (size_t i = 0; i < borders->n_rings && sides != NULL; i++) {
        const wks_demo_ring *ring = &borders->rings[i];
        for (size_t k = 0; k < ring->n_points; k++) {
            sides[at++] = (side){ring->points[k], ring->points[(k + 1) % ring->n_points]};
        }
    }
    if (sides != NULL) {
        qsort(sides, *n, sizeof *sides, compare_sides);
    }
    return sides;
}

/* Each step of a border is walked once in each direction, but for the rim of the region. */
static void neighbours_share_every_point_of_their_border(void **state)
{
    const world *in = *state;
    size_t n_rim[3] = {0};
    for (int level = 0; level < 3; level++) {
        size_t n = 0;
        side *sides = list_sides(&in->borders[level], &n);
        assert_non_null(sides);
        for (size_t i = 0; i < n; i++) {
            assert_true(compare_points(sides[i].from, sides[i].to) != 0);
            assert_true(i == 0 || compare_sides(&sides[i - 1], &sides[i]) != 0);
            side back = {sides[i].to, sides[i].from};
            n_rim[level] += bsearch(&back, sides, n, sizeof *sides, compare_sides) == NULL ? 1 : 0;
        }
        free(sides);
    }
    assert_true(n_rim[0] > 500);
    assert_int_equal(n_rim[0], n_rim[1]);
    assert_int_equal(n_rim[0], n_rim[2]);
}

static int turn(wks_demo_point a, wks_demo_point b, wks_demo_point c)
{
    int64_t cross =
        ((int64_t)b.x - a.x) * ((int64_t)c.y - a.y) - ((int64_t)b.y - a.y) * ((int64_t)c.x - a.x);
    return cross > 0 ? 1 : (cross < 0 ? -1 : 0);
}

static bool do_cross(side p, side q)
{
    bool is_joined = compare_points(p.from, q.from) == 0 || compare_points(p.from, q.to) == 0 ||
                     compare_points(p.to, q.from) == 0 || compare_points(p.to, q.to) == 0;
    return !is_joined && turn(p.from, p.to, q.from) * turn(p.from, p.to, q.to) <= 0 &&
           turn(q.from, q.to, p.from) * turn(q.from, q.to, p.to) <= 0;
}

/* Sides come sorted by their west end's x once they all point east: only near ones can meet. */
static void borders_never_cross(void **state)
{
    const world *in = *state;
    size_t n = 0;
    side *sides = list_sides(&in->borders[2], &n);
    assert_non_null(sides);
    int32_t longest = 0;
    for (size_t i = 0; i < n; i++) {
        if (sides[i].from.x > sides[i].to.x) {
            sides[i] = (side){sides[i].to, sides[i].from};
        }
        int32_t wide = sides[i].to.x - sides[i].from.x;
        longest = wide > longest ? wide : longest;
    }
    qsort(sides, n, sizeof *sides, compare_sides);
    size_t n_crossings = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = i + 1; k < n && sides[k].from.x <= sides[i].to.x; k++) {
            n_crossings += do_cross(sides[i], sides[k]) ? 1 : 0;
        }
    }
    assert_true(longest < 10000); /* 1 km */
    assert_int_equal(n_crossings, 0);
    free(sides);
}

static void codes_are_those_of_cbs_and_nest(void **state)
{
    const world *in = *state;
    bool has_known = false;
    for (int32_t b = 0; b < WKS_DEMO_N_BUURTEN; b++) {
        const wks_demo_area *buurt = &in->areas.buurten[b];
        const wks_demo_area *wijk = &in->areas.wijken[buurt->parent];
        const wks_demo_area *gemeente = &in->areas.gemeenten[wijk->parent];
        char above[WKS_AREA_CODE_SIZE];
        char canonical[WKS_AREA_CODE_SIZE];
        wks_level level;
        assert_true(
            wks_area_code_read((wks_span){buurt->code, strlen(buurt->code)}, canonical, &level));
        assert_int_equal(level, WKS_LEVEL_BUURT);
        assert_true(wks_area_code_up(buurt->code, WKS_LEVEL_WIJK, above));
        assert_string_equal(above, wijk->code);
        assert_true(wks_area_code_up(buurt->code, WKS_LEVEL_GEMEENTE, above));
        assert_string_equal(above, gemeente->code);
        assert_true(b == 0 || strcmp(in->areas.buurten[b - 1].code, buurt->code) < 0 ||
                    in->areas.buurten[b - 1].parent != buurt->parent);
        has_known = has_known || strcmp(wijk->code, "WK015301") == 0;
    }
    assert_true(has_known);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void buurten_have_different_names(void **state)
{
    const world *in = *state;
    const char *names[WKS_DEMO_N_BUURTEN];
    for (int32_t b = 0; b < WKS_DEMO_N_BUURTEN; b++) {
        names[b] = in->areas.buurten[b].name;
    }
    qsort(names, WKS_DEMO_N_BUURTEN, sizeof *names, compare_names);
    for (int32_t b = 1; b < WKS_DEMO_N_BUURTEN; b++) {
        assert_true(strcmp(names[b - 1], names[b]) != 0);
    }
}

static void gemeenten_are_about_as_large_as_they_are(void **state)
{
    const world *in = *state;
    for (int32_t g = 0; g < WKS_DEMO_N_GEMEENTEN; g++) {
        const wks_demo_gemeente *given = &wks_demo_parameters_gemeenten[g];
        const wks_demo_area *gemeente = &in->areas.gemeenten[g];
        assert_true(fabs(gemeente->area_km2 / given->area_km2 - 1.0) < 0.3);
        assert_true(fabs(gemeente->residents - given->residents) < 1.0);
        double dx = gemeente->x_m / 1000 - given->x;
        double dy = gemeente->y_m / 1000 - given->y;
        assert_true(dx * dx + dy * dy < 36); /* within 6 km of its place */
    }
}

static void wijken_in_towns_are_small_and_others_large(void **state)
{
    const world *in = *state;
    double smallest = 1e9;
    double largest = 0;
    size_t n_few = 0;
    for (int32_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
        const wks_demo_area *wijk = &in->areas.wijken[w];
        smallest = wijk->area_km2 < smallest ? wijk->area_km2 : smallest;
        largest = wijk->area_km2 > largest ? wijk->area_km2 : largest;
        n_few += wijk->residents < 400 ? 1 : 0;
    }
    assert_true(largest > 15 * smallest);
    assert_true(n_few >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_area_has_one_outer_ring),
        cmocka_unit_test(levels_cover_the_same_ground_to_the_square_decimetre),
        cmocka_unit_test(neighbours_share_every_point_of_their_border),
        cmocka_unit_test(borders_never_cross),
        cmocka_unit_test(codes_are_those_of_cbs_and_nest),
        cmocka_unit_test(buurten_have_different_names),
        cmocka_unit_test(gemeenten_are_about_as_large_as_they_are),
        cmocka_unit_test(wijken_in_towns_are_small_and_others_large),
    };
    return cmocka_run_group_tests_name("demo_borders", tests, make_world, drop_world);
}
