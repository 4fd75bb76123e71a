/* SPDX-License-Identifier: EUPL-1.2 */
#include "demo/demo_growth.h"

#include "base/arena.h"
#include "demo/demo_random.h"

#include <math.h>

/* A heap of blocks by cost; old entries stay in and are skipped when they surface. */
typedef struct heap_entry {
    double cost;
    int32_t block;
    int32_t owner;
} heap_entry;

typedef struct heap {
    heap_entry *entries;
    size_t n;
} heap;

static bool is_before(heap_entry a, heap_entry b)
{
    return a.cost < b.cost || (!(b.cost < a.cost) && a.block < b.block);
}

static void heap_push(heap *queue, heap_entry entry)
{
    size_t at = queue->n++;
    while (at > 0 && is_before(entry, queue->entries[(at - 1) / 2])) {
        queue->entries[at] = queue->entries[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    queue->entries[at] = entry;
}

static heap_entry heap_pop(heap *queue)
{
    heap_entry top = queue->entries[0];
    heap_entry last = queue->entries[--queue->n];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= queue->n) {
            break;
        }
        if (child + 1 < queue->n && is_before(queue->entries[child + 1], queue->entries[child])) {
            child++;
        }
        if (!is_before(queue->entries[child], last)) {
            break;
        }
        queue->entries[at] = queue->entries[child];
        at = child;
    }
    queue->entries[at] = last;
    return top;
}

/* Roads differ: smooth country (noise) and each step's own dice, the same in both directions. */
static double step_cost(const wks_demo_growth *growth, int32_t from, int32_t to)
{
    const wks_demo_mesh *mesh = growth->mesh;
    wks_demo_point p = mesh->points[from];
    wks_demo_point q = mesh->points[to];
    double dx = (p.x - q.x) / 10.0;
    double dy = (p.y - q.y) / 10.0;
    double length = sqrt(dx * dx + dy * dy);
    double scale = growth->is_by_block ? 900 : 2600;
    double noise =
        wks_demo_random_noise(growth->seed, (p.x + q.x) / 20.0, (p.y + q.y) / 20.0, scale);
    uint64_t low = (uint64_t)(from < to ? from : to);
    uint64_t high = (uint64_t)(from < to ? to : from);
    wks_demo_random dice =
        wks_demo_random_start(growth->seed, WKS_DEMO_FOR_EDGES, low * 0x100000 + high);
    double rough = (1.0 + 0.65 * noise) * (0.6 + 0.8 * wks_demo_random_unit(&dice));
    double unit = growth->is_by_block ? (mesh->spacing[from] + mesh->spacing[to]) / 2 : 1000.0;
    return length / unit * rough;
}

typedef struct growing {
    double *cost;  /* [n_points] of the road so far, NAN before */
    double *steps; /* [as mesh->near] cost of each step */
    heap queue;
    double *head_start; /* [n_seeds] */
    double *size;       /* [n_seeds] */
    double *x, *y;      /* [n_seeds] sums */
} growing;

static bool takes_part(const wks_demo_growth *growth, int32_t block)
{
    return growth->within[block] == growth->within_value;
}

static wks_code start_growing(const wks_demo_growth *growth, size_t n_seeds, wks_arena *arena,
                              growing *out, wks_error *err)
{
    const wks_demo_mesh *mesh = growth->mesh;
    size_t n_steps = (size_t)mesh->near_from[mesh->n_points];
    *out = (growing){0};
    WKS_TRY(wks_arena_take(arena, mesh->n_points, sizeof *out->cost, &out->cost, err));
    WKS_TRY(wks_arena_take(arena, n_steps, sizeof *out->steps, &out->steps, err));
    WKS_TRY(wks_arena_take(arena, n_steps + n_seeds, sizeof *out->queue.entries,
                           &out->queue.entries, err));
    WKS_TRY(wks_arena_take(arena, n_seeds, sizeof *out->head_start, &out->head_start, err));
    WKS_TRY(wks_arena_take(arena, n_seeds, sizeof *out->size, &out->size, err));
    WKS_TRY(wks_arena_take(arena, n_seeds, sizeof *out->x, &out->x, err));
    WKS_TRY(wks_arena_take(arena, n_seeds, sizeof *out->y, &out->y, err));
    for (size_t i = 0; i < mesh->n_points; i++) {
        if (!takes_part(growth, (int32_t)i)) {
            continue;
        }
        for (int32_t k = mesh->near_from[i]; k < mesh->near_from[i + 1]; k++) {
            out->steps[k] = step_cost(growth, (int32_t)i, mesh->near[k]);
        }
    }
    return WKS_OK;
}

static void push_around(const wks_demo_growth *growth, growing *in, heap_entry reached)
{
    const wks_demo_mesh *mesh = growth->mesh;
    for (int32_t k = mesh->near_from[reached.block]; k < mesh->near_from[reached.block + 1]; k++) {
        int32_t next = mesh->near[k];
        if (isnan(in->cost[next]) && takes_part(growth, next)) {
            heap_push(&in->queue, (heap_entry){reached.cost + in->steps[k], next, reached.owner});
        }
    }
}

/* A seed keeps its own block however small its head start, so that no area vanishes. */
static void flood(const wks_demo_growth *growth, size_t n_seeds, const int32_t *seeds, growing *in,
                  int32_t *owner)
{
    for (size_t i = 0; i < growth->mesh->n_points; i++) {
        in->cost[i] = NAN;
    }
    in->queue.n = 0;
    for (size_t s = 0; s < n_seeds; s++) {
        in->cost[seeds[s]] = -in->head_start[s];
        owner[seeds[s]] = (int32_t)s;
    }
    for (size_t s = 0; s < n_seeds; s++) {
        push_around(growth, in, (heap_entry){-in->head_start[s], seeds[s], (int32_t)s});
    }
    while (in->queue.n > 0) {
        heap_entry reached = heap_pop(&in->queue);
        if (isnan(in->cost[reached.block])) {
            in->cost[reached.block] = reached.cost;
            owner[reached.block] = reached.owner;
            push_around(growth, in, reached);
        }
    }
}

static void measure(const wks_demo_growth *growth, size_t n_seeds, growing *in,
                    const int32_t *owner)
{
    const wks_demo_mesh *mesh = growth->mesh;
    for (size_t s = 0; s < n_seeds; s++) {
        in->size[s] = 0;
        in->x[s] = 0;
        in->y[s] = 0;
    }
    for (size_t i = 0; i < mesh->n_points; i++) {
        if (!isnan(in->cost[i])) {
            in->size[owner[i]] += growth->block_size[i];
            in->x[owner[i]] += growth->block_size[i] * mesh->points[i].x;
            in->y[owner[i]] += growth->block_size[i] * mesh->points[i].y;
        }
    }
}

/* Each seed to the block of its own area that is nearest to the middle. */
static void move_seeds(const wks_demo_growth *growth, size_t n_seeds, int32_t *seeds,
                       const growing *in, const int32_t *owner)
{
    const wks_demo_mesh *mesh = growth->mesh;
    for (size_t s = 0; s < n_seeds; s++) {
        double best = INFINITY;
        for (size_t i = 0; i < mesh->n_points; i++) {
            if (isnan(in->cost[i]) || owner[i] != (int32_t)s) {
                continue;
            }
            double dx = mesh->points[i].x - in->x[s] / in->size[s];
            double dy = mesh->points[i].y - in->y[s] / in->size[s];
            if (dx * dx + dy * dy < best) {
                best = dx * dx + dy * dy;
                seeds[s] = (int32_t)i;
            }
        }
    }
}

/* A road of cost c covers about c squared: the head start follows the root of the size. */
static void adjust_head_starts(const wks_demo_growth *growth, size_t n_seeds, int round,
                               growing *in)
{
    double total = 0;
    for (size_t s = 0; s < n_seeds; s++) {
        total += in->size[s];
    }
    for (size_t s = 0; s < n_seeds; s++) {
        double wanted = growth->wanted != NULL ? growth->wanted[s] : total / (double)n_seeds;
        double share = growth->wanted != NULL ? 0.4 / (1.0 + 0.08 * round) : 0.2;
        in->head_start[s] += share * (sqrt(wanted / 3.0) - sqrt(in->size[s] / 3.0));
    }
}

static wks_code run(const wks_demo_growth *growth, size_t n_seeds, int32_t *seeds, int32_t *owner,
                    wks_arena *scratch, wks_error *err)
{
    growing in;
    WKS_TRY(start_growing(growth, n_seeds, scratch, &in, err));
    flood(growth, n_seeds, seeds, &in, owner);
    for (int round = 0; round < growth->n_rounds; round++) {
        measure(growth, n_seeds, &in, owner);
        if (growth->is_moved) {
            move_seeds(growth, n_seeds, seeds, &in, owner);
        }
        adjust_head_starts(growth, n_seeds, round, &in);
        flood(growth, n_seeds, seeds, &in, owner);
    }
    return WKS_OK;
}

wks_code wks_demo_growth_run(const wks_demo_growth *growth, size_t n_seeds, int32_t *seeds,
                             int32_t *owner, wks_error *err)
{
    wks_arena scratch;
    wks_arena_init(&scratch, 0);
    wks_code code = run(growth, n_seeds, seeds, owner, &scratch, err);
    wks_arena_clear(&scratch);
    return code;
}

static wks_code spread(const wks_demo_growth *growth, size_t n_seeds, int32_t *seeds,
                       wks_arena *scratch, wks_error *err)
{
    growing in;
    int32_t *owner = NULL;
    WKS_TRY(start_growing(growth, n_seeds, scratch, &in, err));
    WKS_TRY(wks_arena_take(scratch, growth->mesh->n_points, sizeof *owner, &owner, err));
    for (size_t n = 1; n < n_seeds; n++) {
        flood(growth, n, seeds, &in, owner);
        double farthest = -1;
        for (size_t i = 0; i < growth->mesh->n_points; i++) {
            if (!isnan(in.cost[i]) && in.cost[i] > farthest) {
                farthest = in.cost[i];
                seeds[n] = (int32_t)i;
            }
        }
    }
    return WKS_OK;
}

wks_code wks_demo_growth_spread(const wks_demo_growth *growth, size_t n_seeds, int32_t *seeds,
                                wks_error *err)
{
    wks_arena scratch;
    wks_arena_init(&scratch, 0);
    wks_code code = spread(growth, n_seeds, seeds, &scratch, err);
    wks_arena_clear(&scratch);
    return code;
}
