/* SPDX-License-Identifier: EUPL-1.2 */
#include "table_bench.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *grown(table_bench *bench, void *items, size_t n, size_t *room, size_t size)
{
    const wks_code code = wks_arena_grow(&bench->arena, &items, n, room, size, NULL);
    assert(code == WKS_OK);
    (void)code;
    return items;
}

void bench_init(table_bench *bench)
{
    memset(bench, 0, sizeof *bench);
    wks_arena_init(&bench->arena, 0);
    bench->slot = wks_arena_alloc(&bench->arena, BENCH_SLOTS, sizeof *bench->slot);
}

void bench_clear(table_bench *bench)
{
    wks_arena_clear(&bench->arena);
}

uint32_t bench_atom(table_bench *bench, int64_t persons)
{
    wks_protection *p = &bench->protection;
    p->atoms = grown(bench, p->atoms, p->n_atoms, &bench->room[0], sizeof *p->atoms);
    p->atoms[p->n_atoms] = persons;
    return (uint32_t)p->n_atoms++;
}

/* The slot of a name: its own, or the free one where it belongs. */
static uint32_t *slot_of(const table_bench *bench, const char *cell)
{
    uint32_t hash = 2166136261U;
    for (const char *c = cell; *c != 0; c++) {
        hash = (hash ^ (unsigned char)*c) * 16777619U;
    }
    uint32_t at = hash % BENCH_SLOTS;
    while (bench->slot[at] != 0 && strcmp(bench->name[bench->slot[at] - 1], cell) != 0) {
        at = (at + 1) % BENCH_SLOTS;
    }
    return &bench->slot[at];
}

void bench_join(table_bench *bench, const char *cell, uint32_t atom)
{
    uint32_t *slot = slot_of(bench, cell);
    if (*slot == 0) {
        bench->name = grown(bench, bench->name, bench->protection.n_cells, &bench->room[1],
                            sizeof *bench->name);
        snprintf(bench->name[bench->protection.n_cells], BENCH_NAME, "%s", cell);
        *slot = (uint32_t)++bench->protection.n_cells;
    }
    bench->pair_cell =
        grown(bench, bench->pair_cell, bench->n_pairs, &bench->room[2], sizeof *bench->pair_cell);
    bench->pair_atom =
        grown(bench, bench->pair_atom, bench->n_pairs, &bench->room[3], sizeof *bench->pair_atom);
    bench->pair_cell[bench->n_pairs] = *slot - 1;
    bench->pair_atom[bench->n_pairs++] = atom;
}

size_t bench_find(const table_bench *bench, const char *cell)
{
    const uint32_t slot = *slot_of(bench, cell);
    assert(slot != 0);
    return slot - 1;
}

void bench_finish(table_bench *bench, int64_t threshold, bool is_strict)
{
    wks_protection *p = &bench->protection;
    p->cells = wks_arena_alloc(&bench->arena, p->n_cells, sizeof *p->cells);
    p->first = wks_arena_alloc(&bench->arena, p->n_cells + 2, sizeof *p->first);
    p->member = wks_arena_alloc(&bench->arena, bench->n_pairs, sizeof *p->member);
    for (size_t k = 0; k < bench->n_pairs; k++) {
        p->first[bench->pair_cell[k] + 2]++;
    }
    for (size_t i = 0; i < p->n_cells; i++) {
        p->first[i + 2] += p->first[i + 1];
    }
    for (size_t k = 0; k < bench->n_pairs; k++) {
        p->member[p->first[bench->pair_cell[k] + 1]++] = bench->pair_atom[k];
        p->cells[bench->pair_cell[k]].value += p->atoms[bench->pair_atom[k]];
    }
    for (size_t i = 0; i < p->n_cells; i++) {
        const int64_t n = p->cells[i].value;
        if (n == 0) {
            p->cells[i] = (wks_cell){WKS_CELL_KNOWN, n, n, n, 0};
        } else if (n < threshold) {
            p->cells[i] = (wks_cell){WKS_CELL_PRIMARY, n, n - 1, is_strict ? threshold : n + 1, 0};
        } else {
            p->cells[i] = (wks_cell){WKS_CELL_OPEN, n, n, n, (double)n};
        }
    }
}

static FILE *open_shared(const char *file)
{
    char path[1024];
    const char *shared = getenv("WKS_SHARED");
    snprintf(path, sizeof path, "%s/reference/sdc/%s", shared == NULL ? "." : shared, file);
    return fopen(path, "r");
}

bool bench_read_synth(table_bench *bench, const char *file, bool is_strict)
{
    char line[256];
    char field[4][16];
    FILE *in = open_shared(file);
    bench_init(bench);
    if (in == NULL || fgets(line, sizeof line, in) == NULL) {
        return false;
    }
    while (fgets(line, sizeof line, in) != NULL) {
        char *at = line;
        for (size_t k = 0; k < 4; k++) {
            const size_t n = strcspn(at, ",");
            snprintf(field[k], sizeof field[k], "%.*s", (int)n, at);
            at += n + 1;
        }
        const uint32_t atom = bench_atom(bench, strtoll(at, NULL, 10));
        const char *geo[3] = {"REG", field[0], field[1]};
        for (size_t k = 0; k < 12; k++) {
            char name[BENCH_NAME];
            snprintf(name, sizeof name, "%.12s,%.12s,%.12s", geo[k / 4],
                     (k & 2) != 0 ? field[2] : "T", (k & 1) != 0 ? field[3] : "T");
            bench_join(bench, name, atom);
        }
    }
    fclose(in);
    bench_finish(bench, 10, is_strict);
    return true;
}

bool bench_read_pattern(const table_bench *bench, const char *file, bool *is_hidden)
{
    char line[256];
    char name[BENCH_NAME];
    FILE *in = open_shared(file);
    if (in == NULL || fgets(line, sizeof line, in) == NULL) {
        return false;
    }
    while (fgets(line, sizeof line, in) != NULL) {
        char *at = strchr(strchr(strchr(line, ',') + 1, ',') + 1, ',');
        snprintf(name, sizeof name, "%.*s", (int)(at - line), line);
        const char *last = strrchr(line, ',') + 1;
        const size_t i = bench_find(bench, name);
        is_hidden[i] = bench->protection.cells[i].state == WKS_CELL_PRIMARY || *last == '1';
    }
    fclose(in);
    return true;
}

bool *bench_primaries(table_bench *bench)
{
    const wks_protection *p = &bench->protection;
    bool *is_hidden = wks_arena_alloc(&bench->arena, p->n_cells, sizeof *is_hidden);
    for (size_t i = 0; i < p->n_cells; i++) {
        is_hidden[i] =
            p->cells[i].state == WKS_CELL_PRIMARY || p->cells[i].state == WKS_CELL_VIRTUAL;
    }
    return is_hidden;
}

double bench_loss(const table_bench *bench, const bool *is_hidden)
{
    double loss = 0;
    for (size_t i = 0; i < bench->protection.n_cells; i++) {
        loss += is_hidden[i] ? bench->protection.cells[i].cost : 0;
    }
    return loss;
}
