/* SPDX-License-Identifier: EUPL-1.2 */
#include "demo/demo_mesh.h"

#include "demo/demo_random.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum {
    WEST_M = 212000,
    EAST_M = 277000,
    SOUTH_M = 453000,
    NORTH_M = 508000,
    CELL_M = 250, /* of the grid that finds neighbours of a dart */
    COLUMNS = (EAST_M - WEST_M) / CELL_M,
    ROWS = (NORTH_M - SOUTH_M) / CELL_M,
    PER_CELL = 8, /* at most (250 / 105)^2 points at the smallest distance */
    N_DARTS = 400000,
    MAX_POINTS = 24000
};

static const double town_spacing_m = 150;
static const double country_spacing_m = 520;

/* __int128 is no ISO C, but the only exact way. */
__extension__ typedef __int128 exact_integer;

/* ---- points -------------------------------------------------------------------------------- */

static double spacing_at(uint64_t noise, const wks_demo_town *towns, size_t n_towns, double x,
                         double y)
{
    double share = 1.0; /* 0 in a town, 1 in the country */
    double ragged = 0.35 * wks_demo_random_noise(noise, x, y, 1400);
    for (size_t i = 0; i < n_towns; i++) {
        double dx = x - towns[i].x;
        double dy = y - towns[i].y;
        double far = sqrt(dx * dx + dy * dy) / towns[i].radius;
        double t = far + ragged - 0.55;
        share = t < share ? t : share;
    }
    share = share < 0 ? 0 : share;
    double spacing = town_spacing_m + (country_spacing_m - town_spacing_m) * share;
    return spacing * (1.0 + 0.3 * wks_demo_random_noise(noise + 1, x, y, 2600));
}

typedef struct dart_board {
    int32_t (*cells)[PER_CELL]; /* point + 1 */
    wks_demo_mesh *mesh;
} dart_board;

static bool is_free(const dart_board *board, double x, double y, double spacing)
{
    int reach = (int)(spacing / CELL_M) + 1;
    int column = (int)((x - WEST_M) / CELL_M);
    int row = (int)((y - SOUTH_M) / CELL_M);
    for (int r = row - reach; r <= row + reach; r++) {
        for (int c = column - reach; c <= column + reach; c++) {
            if (r < 0 || c < 0 || r >= ROWS || c >= COLUMNS) {
                continue;
            }
            const int32_t *cell = board->cells[r * COLUMNS + c];
            for (int i = 0; i < PER_CELL && cell[i] != 0; i++) {
                wks_demo_point other = board->mesh->points[cell[i] - 1];
                double dx = other.x / 10.0 - x;
                double dy = other.y / 10.0 - y;
                if (dx * dx + dy * dy < spacing * spacing) {
                    return false;
                }
            }
        }
    }
    return true;
}

static void put_point(dart_board *board, double x, double y, double spacing)
{
    wks_demo_mesh *mesh = board->mesh;
    int column = (int)((x - WEST_M) / CELL_M);
    int row = (int)((y - SOUTH_M) / CELL_M);
    int32_t *cell = board->cells[row * COLUMNS + column];
    for (int i = 0; i < PER_CELL; i++) {
        if (cell[i] == 0) {
            mesh->points[mesh->n_points] = (wks_demo_point){(int32_t)(x * 10), (int32_t)(y * 10)};
            mesh->spacing[mesh->n_points] = spacing;
            mesh->n_points++;
            cell[i] = (int32_t)mesh->n_points;
            return;
        }
    }
}

static void throw_darts(uint64_t seed, const wks_demo_town *towns, size_t n_towns,
                        dart_board *board)
{
    wks_demo_random dice = wks_demo_random_start(seed, WKS_DEMO_FOR_POINTS, 0);
    wks_demo_random for_noise = wks_demo_random_start(seed, WKS_DEMO_FOR_NOISE, 0);
    uint64_t noise = wks_demo_random_next(&for_noise);
    for (int i = 0; i < N_DARTS && board->mesh->n_points < MAX_POINTS; i++) {
        double x = WEST_M + 1 + wks_demo_random_unit(&dice) * (EAST_M - WEST_M - 2);
        double y = SOUTH_M + 1 + wks_demo_random_unit(&dice) * (NORTH_M - SOUTH_M - 2);
        if (i % 2 == 1) { /* every other dart falls near a town, where more are needed */
            const wks_demo_town *town = &towns[wks_demo_random_below(&dice, n_towns)];
            x = town->x + town->radius * 1.3 * (wks_demo_random_unit(&dice) * 2 - 1);
            y = town->y + town->radius * 1.3 * (wks_demo_random_unit(&dice) * 2 - 1);
        }
        double spacing = spacing_at(noise, towns, n_towns, x, y);
        if (is_free(board, x, y, spacing)) {
            put_point(board, x, y, spacing);
        }
    }
}

/* ---- triangles ----------------------------------------------------------------------------- */

typedef struct builder {
    const wks_demo_point *points; /* with the three helping corners behind the others */
    wks_demo_triangle *triangles;
    size_t n_triangles;
    int32_t *stack;  /* triangles that are to go */
    bool *is_hollow; /* [triangles] */
    int32_t *rim;    /* [points] the new triangle whose first corner is this point */
    int32_t last;
} builder;

static int64_t turn(wks_demo_point a, wks_demo_point b, wks_demo_point c)
{
    return ((int64_t)b.x - a.x) * ((int64_t)c.y - a.y) -
           ((int64_t)b.y - a.y) * ((int64_t)c.x - a.x);
}

static bool is_in_circle(const builder *build, int32_t triangle, wks_demo_point p)
{
    int64_t x[3];
    int64_t y[3];
    exact_integer square[3];
    for (int i = 0; i < 3; i++) {
        wks_demo_point q = build->points[build->triangles[triangle].corner[i]];
        x[i] = (int64_t)q.x - p.x;
        y[i] = (int64_t)q.y - p.y;
        square[i] = (exact_integer)x[i] * x[i] + (exact_integer)y[i] * y[i];
    }
    exact_integer sum = 0;
    for (int i = 0; i < 3; i++) {
        int j = (i + 1) % 3;
        int k = (i + 2) % 3;
        sum += square[i] * ((exact_integer)x[j] * y[k] - (exact_integer)x[k] * y[j]);
    }
    return sum > 0;
}

static int32_t find_triangle(const builder *build, wks_demo_point p)
{
    int32_t at = build->last;
    for (;;) {
        const wks_demo_triangle *triangle = &build->triangles[at];
        int32_t next = -1;
        for (int i = 0; i < 3 && next < 0; i++) {
            wks_demo_point a = build->points[triangle->corner[(i + 1) % 3]];
            wks_demo_point b = build->points[triangle->corner[(i + 2) % 3]];
            if (turn(a, b, p) < 0) {
                next = triangle->neighbour[i];
            }
        }
        if (next < 0) {
            return at;
        }
        at = next;
    }
}

static void replace_neighbour(wks_demo_triangle *triangle, int32_t from, int32_t to)
{
    for (int i = 0; i < 3; i++) {
        if (triangle->neighbour[i] == from) {
            triangle->neighbour[i] = to;
            return;
        }
    }
}

/* All triangles whose circle holds p, found from the one that holds p itself. */
static size_t hollow_out(builder *build, wks_demo_point p, int32_t start)
{
    size_t n = 1;
    build->stack[0] = start;
    build->is_hollow[start] = true;
    for (size_t i = 0; i < n; i++) {
        for (int side = 0; side < 3; side++) {
            int32_t next = build->triangles[build->stack[i]].neighbour[side];
            if (next >= 0 && !build->is_hollow[next] && is_in_circle(build, next, p)) {
                build->is_hollow[next] = true;
                build->stack[n++] = next;
            }
        }
    }
    return n;
}

static void insert_point(builder *build, int32_t point)
{
    size_t n_hollow =
        hollow_out(build, build->points[point], find_triangle(build, build->points[point]));
    size_t first_new = build->n_triangles;
    for (size_t i = 0; i < n_hollow; i++) {
        int32_t old = build->stack[i];
        for (int side = 0; side < 3; side++) {
            int32_t outside = build->triangles[old].neighbour[side];
            if (outside >= 0 && build->is_hollow[outside]) {
                continue;
            }
            int32_t a = build->triangles[old].corner[(side + 1) % 3];
            int32_t b = build->triangles[old].corner[(side + 2) % 3];
            int32_t made = (int32_t)build->n_triangles++;
            build->triangles[made] = (wks_demo_triangle){{a, b, point}, {-1, -1, outside}};
            build->rim[a] = made;
            if (outside >= 0) {
                replace_neighbour(&build->triangles[outside], old, made);
            }
        }
    }
    for (size_t i = first_new; i < build->n_triangles; i++) {
        int32_t beside = build->rim[build->triangles[i].corner[1]];
        build->triangles[i].neighbour[0] = beside;
        build->triangles[beside].neighbour[1] = (int32_t)i;
    }
    build->last = (int32_t)first_new;
}

/* Hollow triangles stay in the array until the end: 2 n live ones among about 6 n. */
static wks_code keep_live(const builder *build, size_t n_points, wks_arena *arena,
                          wks_demo_mesh *out, wks_error *err)
{
    int32_t *number = NULL;
    WKS_TRY(wks_arena_take(arena, build->n_triangles, sizeof *number, &number, err));
    size_t n = 0;
    for (size_t i = 0; i < build->n_triangles; i++) {
        const int32_t *corner = build->triangles[i].corner;
        bool is_inside = corner[0] < (int32_t)n_points && corner[1] < (int32_t)n_points &&
                         corner[2] < (int32_t)n_points;
        number[i] = !build->is_hollow[i] && is_inside ? (int32_t)n++ : -1;
    }
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->triangles, &out->triangles, err));
    for (size_t i = 0; i < build->n_triangles; i++) {
        if (number[i] < 0) {
            continue;
        }
        wks_demo_triangle *live = &out->triangles[number[i]];
        *live = build->triangles[i];
        for (int side = 0; side < 3; side++) {
            int32_t beside = live->neighbour[side];
            live->neighbour[side] = beside < 0 ? -1 : number[beside];
        }
    }
    out->n_triangles = n;
    return WKS_OK;
}

/* Points in strips, up one and down the next, so that the walk to the next triangle is short. */
typedef struct visit {
    int64_t key;
    int32_t point;
} visit;

static int compare_visits(const void *a, const void *b)
{
    const visit *p = a;
    const visit *q = b;
    if (p->key != q->key) {
        return p->key < q->key ? -1 : 1;
    }
    return p->point < q->point ? -1 : 1;
}

static visit visit_of(const wks_demo_point *points, int32_t point)
{
    int64_t strip = points[point].x / 8000;
    int64_t along = strip % 2 == 0 ? points[point].y : -(int64_t)points[point].y;
    return (visit){.key = strip * ((int64_t)1 << 32) + along, .point = point};
}

static wks_code triangulate(wks_arena *arena, wks_demo_mesh *mesh, wks_error *err)
{
    size_t n = mesh->n_points;
    size_t room = 12 * n + 64;
    builder build = {.n_triangles = 1};
    visit *visits = NULL;
    wks_demo_point *points = NULL;
    WKS_TRY(wks_arena_take(arena, n + 3, sizeof *points, &points, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *visits, &visits, err));
    WKS_TRY(wks_arena_take(arena, room, sizeof *build.triangles, &build.triangles, err));
    WKS_TRY(wks_arena_take(arena, room, sizeof *build.is_hollow, &build.is_hollow, err));
    WKS_TRY(wks_arena_take(arena, room, sizeof *build.stack, &build.stack, err));
    WKS_TRY(wks_arena_take(arena, n + 3, sizeof *build.rim, &build.rim, err));
    for (size_t i = 0; i < n; i++) {
        points[i] = mesh->points[i];
        visits[i] = visit_of(points, (int32_t)i);
    }
    points[n] = (wks_demo_point){-60000000, -60000000};
    points[n + 1] = (wks_demo_point){90000000, -60000000};
    points[n + 2] = (wks_demo_point){2000000, 120000000};
    build.points = points;
    build.triangles[0] =
        (wks_demo_triangle){{(int32_t)n, (int32_t)n + 1, (int32_t)n + 2}, {-1, -1, -1}};
    qsort(visits, n, sizeof *visits, compare_visits);
    for (size_t i = 0; i < n; i++) {
        assert(build.n_triangles + 64 < room);
        insert_point(&build, visits[i].point);
    }
    return keep_live(&build, n, arena, mesh, err);
}

/* ---- who lies beside whom ------------------------------------------------------------------ */

static wks_code list_near(wks_arena *arena, wks_demo_mesh *mesh, wks_error *err)
{
    size_t n = mesh->n_points;
    int32_t *at = NULL;
    WKS_TRY(wks_arena_take(arena, n + 1, sizeof *mesh->near_from, &mesh->near_from, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *at, &at, err));
    WKS_TRY(wks_arena_take(arena, mesh->n_triangles * 3, sizeof *mesh->near, &mesh->near, err));
    /* corner i to corner i + 1 in each triangle: inside the plane that is every direction once */
    for (size_t i = 0; i < mesh->n_triangles; i++) {
        for (int side = 0; side < 3; side++) {
            mesh->near_from[mesh->triangles[i].corner[side] + 1]++;
        }
    }
    for (size_t i = 0; i < n; i++) {
        mesh->near_from[i + 1] += mesh->near_from[i];
        at[i] = mesh->near_from[i];
    }
    for (size_t i = 0; i < mesh->n_triangles; i++) {
        const int32_t *corner = mesh->triangles[i].corner;
        for (int side = 0; side < 3; side++) {
            mesh->near[at[corner[side]]++] = corner[(side + 1) % 3];
        }
    }
    return WKS_OK;
}

wks_code wks_demo_mesh_make(uint64_t seed, const wks_demo_town *towns, size_t n_towns,
                            wks_arena *arena, wks_demo_mesh *out, wks_error *err)
{
    *out = (wks_demo_mesh){0};
    dart_board board = {.mesh = out};
    WKS_TRY(wks_arena_take(arena, (size_t)COLUMNS * ROWS, sizeof *board.cells, &board.cells, err));
    WKS_TRY(wks_arena_take(arena, MAX_POINTS, sizeof *out->points, &out->points, err));
    WKS_TRY(wks_arena_take(arena, MAX_POINTS, sizeof *out->spacing, &out->spacing, err));
    throw_darts(seed, towns, n_towns, &board);
    WKS_TRY(triangulate(arena, out, err));
    return list_near(arena, out, err);
}
