/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/gate_question_part.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A count by what it is of. */
typedef struct named {
    const char *indicator;
    const char *source;
    const char *group;
    const char *period;
    const char *area;
    size_t cell;
} named;

static int compare_named(const void *a, const void *b)
{
    const named *x = a;
    const named *y = b;
    const char *const texts[][2] = {{x->indicator, y->indicator},
                                    {x->source, y->source},
                                    {x->group, y->group},
                                    {x->period, y->period},
                                    {x->area, y->area}};
    int order = 0;
    for (size_t i = 0; order == 0 && i < sizeof texts / sizeof texts[0]; i++) {
        order = strcmp(texts[i][0], texts[i][1]);
    }
    return order;
}

static named name_of(const wks_question_work *work, size_t index, const char *indicator)
{
    const wks_candidate *of = &work->asking->candidates->items[index];
    return (named){.indicator = indicator,
                   .source = of->source->id,
                   .group = of->indicator->breakdowns[of->breakdown].id,
                   .period = of->period,
                   .area = of->area,
                   .cell = work->question->cell[index]};
}

/* Those that are a part of something, and those that are asked of. */
static wks_code list_named(const wks_question_work *work, named **out, size_t *n, wks_error *err)
{
    const wks_candidates *candidates = work->asking->candidates;
    *n = 0;
    WKS_TRY(wks_arena_take(work->arena, candidates->n, sizeof **out, out, err));
    for (size_t i = 0; i < candidates->n; i++) {
        if (work->question->cell[i] != WKS_GATE_NO_CELL) {
            (*out)[(*n)++] = name_of(work, i, candidates->items[i].indicator->id);
        }
    }
    if (*n > 1) {
        qsort(*out, *n, sizeof **out, compare_named);
    }
    return WKS_OK;
}

static bool is_small(const wks_cell *cell)
{
    return cell->state == WKS_CELL_PRIMARY || cell->state == WKS_CELL_VIRTUAL;
}

/* ---- what lies in a cell, and around it ------------------------------------------------------ */

/* Small cells by their atoms, of the tables as they are before anything is linked. */
typedef struct neighbours {
    size_t *first;  /* [n_atoms + 1] */
    uint32_t *cell; /* that hold atom a: first[a] up to first[a + 1] */
    uint32_t *mark; /* [n_atoms] the last cell that was looked at, from 1 */
    uint32_t n_marks;
} neighbours;

static size_t end_of(const wks_question_work *work, size_t cell)
{
    return cell + 1 < work->question->protection.n_cells
               ? work->question->protection.first[cell + 1]
               : work->n_members_used;
}

static wks_code find_neighbours(const wks_question_work *work, neighbours *out, wks_error *err)
{
    const wks_protection *p = &work->question->protection;
    *out = (neighbours){0};
    WKS_TRY(wks_arena_take(work->arena, p->n_atoms + 2, sizeof *out->first, &out->first, err));
    WKS_TRY(wks_arena_take(work->arena, work->n_members_used, sizeof *out->cell, &out->cell, err));
    WKS_TRY(wks_arena_take(work->arena, p->n_atoms, sizeof *out->mark, &out->mark, err));
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < p->n_cells; i++) {
            for (size_t k = p->first[i]; is_small(&p->cells[i]) && k < end_of(work, i); k++) {
                /* counted two places up, so that filling moves the starts into place */
                if (pass == 0) {
                    out->first[p->member[k] + 2]++;
                } else {
                    out->cell[out->first[p->member[k] + 1]++] = (uint32_t)i;
                }
            }
        }
        for (size_t a = 0; pass == 0 && a < p->n_atoms; a++) {
            out->first[a + 2] += out->first[a + 1];
        }
    }
    return WKS_OK;
}

typedef struct surroundings {
    bool has_small;   /* a small cell lies in it */
    bool is_in_small; /* or it in one */
    int64_t upper;    /* the most that is asked of one in it */
} surroundings;

static surroundings look_around(const wks_question_work *work, neighbours *of, size_t cell)
{
    const wks_protection *p = &work->question->protection;
    const size_t first = p->first[cell];
    const size_t end = end_of(work, cell);
    surroundings found = {0};
    of->n_marks++;
    for (size_t k = first; k < end; k++) {
        of->mark[p->member[k]] = of->n_marks;
    }
    for (size_t k = first; k < end; k++) {
        for (size_t h = of->first[p->member[k]]; h < of->first[p->member[k] + 1]; h++) {
            const size_t other = of->cell[h];
            size_t n_in = 0;
            for (size_t m = p->first[other]; m < end_of(work, other); m++) {
                n_in += of->mark[p->member[m]] == of->n_marks;
            }
            const bool lies_in = n_in == end_of(work, other) - p->first[other];
            found.has_small = found.has_small || lies_in;
            found.is_in_small = found.is_in_small || n_in == end - first;
            if (lies_in && p->cells[other].upper > found.upper) {
                found.upper = p->cells[other].upper;
            }
        }
    }
    return found;
}

/* ---- linking --------------------------------------------------------------------------------- */

/* What everybody knows of the atoms of cell `of`: least to most of them. */
static wks_code add_known(wks_question_work *work, size_t of, int64_t least, int64_t most,
                          wks_error *err)
{
    wks_protection *to = &work->question->protection;
    const size_t first = to->first[of];
    const size_t end = end_of(work, of);
    const wks_cell known = {
        .state = WKS_CELL_KNOWN, .value = to->cells[of].value, .lower = least, .upper = most};
    WKS_TRY(wks_arena_grow(work->arena, &to->cells, to->n_cells, &work->cells_room,
                           sizeof *to->cells, err));
    WKS_TRY(wks_arena_grow(work->arena, &to->first, work->n_first, &work->first_room,
                           sizeof *to->first, err));
    to->first[work->n_first++] = work->n_members_used;
    for (size_t k = first; k < end; k++) {
        WKS_TRY(wks_arena_grow(work->arena, &to->member, work->n_members_used, &work->member_room,
                               sizeof *to->member, err));
        to->member[work->n_members_used++] = to->member[k];
    }
    to->cells[to->n_cells++] = known;
    return WKS_OK;
}

/* The most that a part can be.  It must leave what is asked of a small cell in it possible, also
 * beside somebody who is alone elsewhere in it. */
static wks_code limit_part(wks_question_work *work, neighbours *of, size_t part, int64_t most,
                           wks_error *err)
{
    const surroundings around = look_around(work, of, part);
    return around.has_small && most < around.upper + 1 ? WKS_OK
                                                       : add_known(work, part, 0, most, err);
}

/* The least that a whole can be: of a cell that nearly everybody is in nothing is said, for as many
 * must stay possible as are asked. */
static wks_code limit_whole(wks_question_work *work, neighbours *of, size_t whole, int64_t least,
                            wks_error *err)
{
    const surroundings around = look_around(work, of, whole);
    const int64_t value = work->question->protection.cells[whole].value;
    return around.is_in_small || (around.has_small && least > value - 1)
               ? WKS_OK
               : add_known(work, whole, least, WKS_MOST_PERSONS, err);
}

static wks_code link_pair(wks_question_work *work, neighbours *of, size_t part, size_t whole,
                          wks_error *err)
{
    const wks_cell of_part = work->question->protection.cells[part];
    const wks_cell of_whole = work->question->protection.cells[whole];
    if (of_part.value > of_whole.value) {
        return WKS_OK;
    }
    if (!is_small(&of_whole)) {
        WKS_TRY(limit_part(work, of, part, of_whole.value, err));
    }
    return is_small(&of_part) ? WKS_OK : limit_whole(work, of, whole, of_part.value, err);
}

wks_code wks_question_link_parts(wks_question_work *work, wks_error *err)
{
    const wks_candidates *candidates = work->asking->candidates;
    neighbours around;
    named *all = NULL;
    size_t n = 0;
    WKS_TRY(list_named(work, &all, &n, err));
    WKS_TRY(find_neighbours(work, &around, err));
    for (size_t i = 0; i < candidates->n; i++) {
        const char *whole = candidates->items[i].indicator->part_of;
        if (whole == NULL || work->question->cell[i] == WKS_GATE_NO_CELL) {
            continue;
        }
        const named key = name_of(work, i, whole);
        const named *found = bsearch(&key, all, n, sizeof *all, compare_named);
        if (found != NULL) {
            WKS_TRY(link_pair(work, &around, work->question->cell[i], found->cell, err));
        }
    }
    return WKS_OK;
}
