/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/rounding_search.h"

#include <string.h>

enum {
    BLOCK = 512,        /* counts */
    MOST_STEPS = 10000, /* that bring nothing better, before a block is left */
    SHORTEST_WAIT = 8,  /* steps before a count may turn back */
    MORE_WAIT = 16,
    MOST_PASSES = 3 /* over the blocks, after the first */
};

/* A block of counts, from..from + n, with the sums that they stand in.  Of a sum only the members
 * in the block are listed. */
typedef struct block {
    size_t from, n;
    size_t n_sums;
    size_t *sum;       /* [n_sums] */
    size_t *first;     /* [n_sums + 1] */
    uint32_t *member;  /* [first[n_sums]] places in the block */
    int64_t *change;   /* [n_sums] on entering */
    size_t *place;     /* [n_sums] work: where its next member goes */
    int64_t *cost;     /* [n] what turning a count adds to the sum of squares, over base */
    int64_t *way;      /* [n] -1 for a count that is up, 1 for one that is down */
    bool *is_up;       /* [n] */
    bool *is_up_best;  /* [n] */
    size_t *free_from; /* [n] the step from which it may turn */
} block;

typedef struct search {
    const wks_rounding_sums *sums;
    size_t *first;    /* [n_counts + 1] */
    uint32_t *sum_of; /* [first[n_counts]] sums of count i: first[i] up to first[i + 1], rising */
    uint32_t *local;  /* [n_sums] its place in the block, from 1; 0: not in it */
    int64_t *change;  /* [n_sums] of all counts together */
    bool *is_up;      /* [n_counts] */
    block block;
} search;

/* ---- in a block ------------------------------------------------------------------------------ */

static void turn(search *s, size_t i)
{
    block *b = &s->block;
    const int64_t by = b->is_up[i] ? -s->sums->base : s->sums->base;
    const int64_t back = -b->cost[i];
    for (size_t k = s->first[b->from + i]; k < s->first[b->from + i + 1]; k++) {
        const size_t c = s->sum_of[k];
        const size_t at = s->local[c] - 1;
        const int64_t more = 2 * by * s->sums->weight[c];
        for (size_t m = b->first[at]; m < b->first[at + 1]; m++) {
            b->cost[b->member[m]] += b->way[b->member[m]] * more;
        }
    }
    b->is_up[i] = !b->is_up[i];
    b->way[i] = -b->way[i];
    b->cost[i] = back;
}

/* The count that is best turned; one that has to wait only where that leads below `least`. */
static size_t choose(const block *b, size_t step, int64_t now, int64_t least)
{
    int64_t cost = INT64_MAX;
    size_t best = b->n;
    for (size_t i = 0; i < b->n; i++) {
        if (b->cost[i] < cost && (b->free_from[i] <= step || now + b->cost[i] < least)) {
            best = i;
            cost = b->cost[i];
        }
    }
    return best;
}

/* To the best choice that is met; whether it is better than where the walk began. */
static bool walk(search *s)
{
    block *b = &s->block;
    int64_t now = 0; /* sum of squares less that of the start, over base */
    int64_t least = 0;
    uint32_t dice = 1; /* unlike from step to step, alike from run to run */
    for (size_t step = 1, last = 0; step - last <= MOST_STEPS; step++) {
        const size_t i = choose(b, step, now, least);
        if (i == b->n) { /* all of them wait */
            continue;
        }
        now += b->cost[i];
        turn(s, i);
        dice = dice * 1664525U + 1013904223U;
        b->free_from[i] = step + SHORTEST_WAIT + (dice >> 16) % MORE_WAIT;
        if (now < least) {
            least = now;
            last = step;
            memcpy(b->is_up_best, b->is_up, b->n * sizeof *b->is_up);
        }
    }
    memcpy(b->is_up, b->is_up_best, b->n * sizeof *b->is_up);
    return least < 0;
}

/* ---- from block to block --------------------------------------------------------------------- */

/* Number the sums of the block, and count their members in it. */
static void list_sums(search *s)
{
    block *b = &s->block;
    b->n_sums = 0;
    for (size_t k = s->first[b->from]; k < s->first[b->from + b->n]; k++) {
        const uint32_t c = s->sum_of[k];
        if (s->local[c] == 0) {
            b->sum[b->n_sums] = c;
            b->place[b->n_sums] = 0;
            s->local[c] = (uint32_t)++b->n_sums;
        }
        b->place[s->local[c] - 1]++;
    }
    b->first[0] = 0;
    for (size_t at = 0; at < b->n_sums; at++) {
        b->first[at + 1] = b->first[at] + b->place[at];
        b->place[at] = b->first[at];
    }
}

/* is_alone: as if there were no other counts. */
static void enter(search *s, size_t from, size_t n, bool is_alone)
{
    block *b = &s->block;
    b->from = from;
    b->n = n;
    list_sums(s);
    for (size_t at = 0; at < b->n_sums; at++) {
        b->change[at] = is_alone ? 0 : s->change[b->sum[at]];
    }
    for (size_t i = 0; i < n; i++) {
        b->is_up[i] = b->is_up_best[i] = s->is_up[from + i];
        b->free_from[i] = 0;
        b->cost[i] = 0;
        b->way[i] = b->is_up[i] ? -1 : 1;
        for (size_t k = s->first[from + i]; k < s->first[from + i + 1]; k++) {
            const size_t at = s->local[s->sum_of[k]] - 1;
            b->member[b->place[at]++] = (uint32_t)i;
            b->change[at] -= is_alone ? s->sums->counts[from + i] : 0; /* all are down yet */
        }
    }
    for (size_t at = 0; at < b->n_sums; at++) { /* (change + base)^2 - change^2, or with - base */
        for (size_t m = b->first[at]; m < b->first[at + 1]; m++) {
            const size_t i = b->member[m];
            b->cost[i] +=
                s->sums->weight[b->sum[at]] * (s->sums->base + 2 * b->way[i] * b->change[at]);
        }
    }
}

static void leave(search *s)
{
    block *b = &s->block;
    for (size_t i = 0; i < b->n; i++) {
        const bool was_up = s->is_up[b->from + i];
        const int64_t by = was_up == b->is_up[i] ? 0 : was_up ? -s->sums->base : s->sums->base;
        s->is_up[b->from + i] = b->is_up[i];
        for (size_t k = s->first[b->from + i]; k < s->first[b->from + i + 1]; k++) {
            s->change[s->sum_of[k]] += by;
        }
    }
    for (size_t at = 0; at < b->n_sums; at++) {
        s->local[b->sum[at]] = 0;
    }
}

static size_t block_size(const search *s, size_t from)
{
    return s->sums->n_counts - from < BLOCK ? s->sums->n_counts - from : BLOCK;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static wks_code turn_around(search *s, wks_arena *arena, wks_error *err)
{
    const wks_rounding_sums *sums = s->sums;
    size_t *place = NULL;
    WKS_TRY(wks_arena_take(arena, sums->n_counts + 1, sizeof *s->first, &s->first, err));
    WKS_TRY(wks_arena_take(arena, sums->n_counts, sizeof *place, &place, err));
    WKS_TRY(wks_arena_take(arena, sums->first[sums->n_sums], sizeof *s->sum_of, &s->sum_of, err));
    for (size_t m = 0; m < sums->first[sums->n_sums]; m++) {
        place[sums->member[m]]++;
    }
    for (size_t i = 0; i < sums->n_counts; i++) {
        s->first[i + 1] = s->first[i] + place[i];
        place[i] = s->first[i];
    }
    for (size_t c = 0; c < sums->n_sums; c++) {
        for (size_t m = sums->first[c]; m < sums->first[c + 1]; m++) {
            s->sum_of[place[sums->member[m]]++] = (uint32_t)c;
            s->change[c] -= sums->counts[sums->member[m]];
        }
    }
    return WKS_OK;
}

static wks_code make_block(search *s, wks_arena *arena, wks_error *err)
{
    block *b = &s->block;
    const size_t n = s->sums->n_counts < BLOCK ? s->sums->n_counts : BLOCK;
    size_t most = 0;
    for (size_t from = 0; from < s->sums->n_counts; from += BLOCK) {
        const size_t members = s->first[from + block_size(s, from)] - s->first[from];
        most = members > most ? members : most;
    }
    WKS_TRY(wks_arena_take(arena, most, sizeof *b->sum, &b->sum, err));
    WKS_TRY(wks_arena_take(arena, most + 1, sizeof *b->first, &b->first, err));
    WKS_TRY(wks_arena_take(arena, most, sizeof *b->member, &b->member, err));
    WKS_TRY(wks_arena_take(arena, most, sizeof *b->change, &b->change, err));
    WKS_TRY(wks_arena_take(arena, most, sizeof *b->place, &b->place, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *b->cost, &b->cost, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *b->way, &b->way, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *b->is_up, &b->is_up, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *b->is_up_best, &b->is_up_best, err));
    return wks_arena_take(arena, n, sizeof *b->free_from, &b->free_from, err);
}

wks_code wks_rounding_search_run(const wks_rounding_sums *sums, wks_arena *arena, bool *is_up,
                                 wks_error *err)
{
    search s = {.sums = sums, .is_up = is_up};
    WKS_TRY(wks_arena_take(arena, sums->n_sums, sizeof *s.local, &s.local, err));
    WKS_TRY(wks_arena_take(arena, sums->n_sums, sizeof *s.change, &s.change, err));
    WKS_TRY(turn_around(&s, arena, err));
    WKS_TRY(make_block(&s, arena, err));
    memset(is_up, 0, sums->n_counts * sizeof *is_up);
    bool is_better = sums->n_counts > 0;
    for (size_t pass = 0; pass <= MOST_PASSES && is_better; pass++) {
        is_better = false;
        for (size_t from = 0; from < sums->n_counts; from += BLOCK) {
            enter(&s, from, block_size(&s, from), pass == 0);
            is_better = walk(&s) || is_better;
            leave(&s);
        }
        if (sums->n_counts <= BLOCK) { /* no others to look at */
            break;
        }
    }
    return WKS_OK;
}
