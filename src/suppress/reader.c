/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/reader.h"

enum {
    FREE = 0 /* in piece[], while it is not known to which */
};

typedef struct work {
    wks_reader *reader;
    size_t *n_free;    /* [n_rows] unknowns of the row that are not known */
    int64_t *free_sum; /* [n_rows] persons in its parts that are not known */
    bool *is_out;      /* [n_rows] the row says nothing more */
    uint32_t *queue;   /* [n_rows] rows to look at */
    bool *is_queued;
    size_t n_queued;
} work;

static void enqueue(work *w, uint32_t row)
{
    if (!w->is_queued[row] && !w->is_out[row]) {
        w->is_queued[row] = true;
        w->queue[w->n_queued++] = row;
    }
}

/* Unknown i is known from now on. */
static void learn(work *w, uint32_t i)
{
    const wks_relations *rel = w->reader->relations;
    w->reader->piece[i] = WKS_READER_KNOWN;
    for (size_t u = rel->use[i]; u < rel->use[i + 1]; u++) {
        const uint32_t row = rel->used[u];
        w->n_free[row]--;
        if (rel->total[row] != i) {
            w->free_sum[row] -= rel->value[i];
        }
        enqueue(w, row);
    }
}

/* What follows from one row. */
static void look_at(work *w, uint32_t row)
{
    const wks_relations *rel = w->reader->relations;
    const int32_t *piece = w->reader->piece;
    const bool is_total_known = piece[rel->total[row]] == WKS_READER_KNOWN;
    if (w->n_free[row] == 0) {
        w->is_out[row] = true;
        return;
    }
    if (!is_total_known && w->n_free[row] == 1) {
        learn(w, rel->total[row]);
    } else if (is_total_known && (w->n_free[row] == 1 || w->free_sum[row] == 0)) {
        for (size_t k = rel->first[row]; k < rel->first[row + 1]; k++) {
            const uint32_t i = rel->part[k];
            if (piece[i] == FREE && (w->n_free[row] == 1 || w->reader->down[i] <= 0)) {
                learn(w, i);
            }
        }
    }
}

static void settle(work *w)
{
    while (w->n_queued > 0) {
        const uint32_t row = w->queue[--w->n_queued];
        w->is_queued[row] = false;
        look_at(w, row);
    }
}

static wks_code start(const wks_protection *protection, const bool *is_hidden, wks_arena *arena,
                      work *w, wks_error *err)
{
    wks_reader *reader = w->reader;
    const wks_relations *rel = reader->relations;
    const size_t n = rel->n_unknowns;
    WKS_TRY(wks_arena_take(arena, n, sizeof *reader->piece, &reader->piece, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *reader->place, &reader->place, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *reader->down, &reader->down, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *reader->up, &reader->up, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *reader->own_row, &reader->own_row, err));
    WKS_TRY(wks_arena_take(arena, rel->n_rows, sizeof *w->n_free, &w->n_free, err));
    WKS_TRY(wks_arena_take(arena, rel->n_rows, sizeof *w->free_sum, &w->free_sum, err));
    WKS_TRY(wks_arena_take(arena, rel->n_rows, sizeof *w->is_out, &w->is_out, err));
    WKS_TRY(wks_arena_take(arena, rel->n_rows, sizeof *w->queue, &w->queue, err));
    WKS_TRY(wks_arena_take(arena, rel->n_rows, sizeof *w->is_queued, &w->is_queued, err));
    for (size_t i = 0; i < n; i++) {
        reader->down[i] = (double)rel->value[i];
        reader->up[i] = WKS_READER_FAR;
        reader->piece[i] = FREE;
    }
    for (uint32_t row = 0; row < rel->n_rows; row++) {
        w->n_free[row] = rel->first[row + 1] - rel->first[row] + 1;
        w->free_sum[row] = rel->value[rel->total[row]];
        enqueue(w, row);
    }
    for (uint32_t i = 0; i < rel->n_cells; i++) {
        const wks_cell *cell = &protection->cells[i];
        if (cell->state == WKS_CELL_KNOWN) {
            reader->down[i] = (double)(cell->value - cell->lower);
            reader->up[i] = (double)(cell->upper - cell->value);
        }
        if (!is_hidden[i] && cell->lower == cell->upper) {
            learn(w, i);
        }
        reader->down[i] = reader->down[i] < WKS_READER_FAR ? reader->down[i] : WKS_READER_FAR;
        reader->up[i] = reader->up[i] < WKS_READER_FAR ? reader->up[i] : WKS_READER_FAR;
    }
    return WKS_OK;
}

/* A hidden total that stands in no other row only adds up its parts: row and total may go.  That
 * may make one of its parts such a total.  A known interval does say something, and stays. */
static void drop_sums(const wks_protection *protection, work *w)
{
    wks_reader *reader = w->reader;
    const wks_relations *rel = reader->relations;
    for (uint32_t row = 0; row < rel->n_rows; row++) {
        enqueue(w, row);
    }
    while (w->n_queued > 0) {
        const uint32_t row = w->queue[--w->n_queued];
        const uint32_t i = rel->total[row];
        size_t n_rows = 0;
        w->is_queued[row] = false;
        for (size_t u = rel->use[i]; u < rel->use[i + 1]; u++) {
            n_rows += !w->is_out[rel->used[u]];
        }
        if (w->is_out[row] || reader->piece[i] != FREE || n_rows > 1 ||
            protection->cells[i].state == WKS_CELL_KNOWN) {
            continue;
        }
        reader->piece[i] = WKS_READER_SUM;
        reader->own_row[i] = row;
        w->is_out[row] = true;
        for (size_t k = rel->first[row]; k < rel->first[row + 1]; k++) {
            const uint32_t part = rel->part[k];
            for (size_t u = rel->use[part]; u < rel->use[part + 1]; u++) {
                if (rel->total[rel->used[u]] == part) {
                    enqueue(w, rel->used[u]);
                }
            }
        }
    }
}

static uint32_t root_of(uint32_t *up, uint32_t i)
{
    while (up[i] != i) {
        up[i] = up[up[i]];
        i = up[i];
    }
    return i;
}

static void unite(uint32_t *up, uint32_t a, uint32_t b)
{
    a = root_of(up, a);
    b = root_of(up, b);
    if (a < b) { /* the lowest leads: pieces are numbered by their first unknown */
        up[b] = a;
    } else {
        up[a] = b;
    }
}

/* Number the pieces, by their first unknown. */
static wks_code find_pieces(work *w, wks_arena *arena, wks_error *err)
{
    wks_reader *reader = w->reader;
    const wks_relations *rel = reader->relations;
    uint32_t *up = reader->place; /* its own use comes after */
    for (uint32_t i = 0; i < rel->n_unknowns; i++) {
        up[i] = i;
    }
    for (size_t row = 0; row < rel->n_rows; row++) {
        if (w->is_out[row]) {
            continue;
        }
        uint32_t one = reader->piece[rel->total[row]] == FREE ? rel->total[row] : UINT32_MAX;
        for (size_t k = rel->first[row]; k < rel->first[row + 1]; k++) {
            if (reader->piece[rel->part[k]] == FREE) {
                one = one == UINT32_MAX ? rel->part[k] : one;
                unite(up, one, rel->part[k]);
            }
        }
    }
    for (uint32_t i = 0; i < rel->n_unknowns; i++) {
        if (reader->piece[i] == FREE) {
            const uint32_t root = root_of(up, i);
            reader->piece[i] = root == i ? (int32_t)reader->n_pieces++ : reader->piece[root];
        }
    }
    WKS_TRY(
        wks_arena_take(arena, reader->n_pieces + 2, sizeof *reader->first, &reader->first, err));
    return wks_arena_take(arena, reader->n_pieces + 2, sizeof *reader->first_row,
                          &reader->first_row, err);
}

/* The piece of a row that still says something; -1 for another. */
static int32_t piece_of_row(const work *w, size_t row)
{
    const wks_relations *rel = w->reader->relations;
    const int32_t *piece = w->reader->piece;
    if (w->is_out[row]) {
        return -1;
    }
    if (piece[rel->total[row]] >= 0) {
        return piece[rel->total[row]];
    }
    for (size_t k = rel->first[row]; k < rel->first[row + 1]; k++) {
        if (piece[rel->part[k]] >= 0) {
            return piece[rel->part[k]];
        }
    }
    return -1;
}

static wks_code list_pieces(work *w, wks_arena *arena, wks_error *err)
{
    wks_reader *reader = w->reader;
    const wks_relations *rel = reader->relations;
    WKS_TRY(wks_arena_take(arena, rel->n_unknowns, sizeof *reader->unknown, &reader->unknown, err));
    WKS_TRY(wks_arena_take(arena, rel->n_rows, sizeof *reader->row, &reader->row, err));
    for (size_t i = 0; i < rel->n_unknowns; i++) {
        if (reader->piece[i] >= 0) {
            reader->first[reader->piece[i] + 2]++;
        }
    }
    for (size_t row = 0; row < rel->n_rows; row++) {
        const int32_t c = piece_of_row(w, row);
        if (c >= 0) {
            reader->first_row[c + 2]++;
        }
    }
    for (size_t c = 0; c < reader->n_pieces; c++) {
        reader->first[c + 2] += reader->first[c + 1];
        reader->first_row[c + 2] += reader->first_row[c + 1];
    }
    for (uint32_t i = 0; i < rel->n_unknowns; i++) {
        const int32_t c = reader->piece[i];
        if (c >= 0) {
            reader->unknown[reader->first[c + 1]++] = i;
        }
    }
    for (uint32_t row = 0; row < rel->n_rows; row++) {
        const int32_t c = piece_of_row(w, row);
        if (c >= 0) {
            reader->row[reader->first_row[c + 1]++] = row;
        }
    }
    return WKS_OK;
}

wks_code wks_reader_find(const wks_protection *protection, const wks_relations *relations,
                         const bool *is_hidden, bool drops_sums, wks_arena *arena, wks_reader *out,
                         wks_error *err)
{
    work w = {.reader = out};
    *out = (wks_reader){.relations = relations};
    WKS_TRY(start(protection, is_hidden, arena, &w, err));
    settle(&w);
    if (drops_sums) {
        drop_sums(protection, &w);
    }
    WKS_TRY(find_pieces(&w, arena, err));
    WKS_TRY(list_pieces(&w, arena, err));
    /* only now is first[c] the start of every piece */
    for (size_t i = 0; i < relations->n_unknowns; i++) {
        out->place[i] = 0;
    }
    for (size_t c = 0; c < out->n_pieces; c++) {
        for (size_t k = out->first[c]; k < out->first[c + 1]; k++) {
            out->place[out->unknown[k]] = (uint32_t)(k - out->first[c]);
        }
    }
    return WKS_OK;
}

wks_code wks_reader_matrix(const wks_reader *reader, size_t c, wks_arena *arena, wks_lp_matrix *out,
                           wks_error *err)
{
    const wks_relations *rel = reader->relations;
    const size_t n_columns = reader->first[c + 1] - reader->first[c];
    const size_t n_rows = reader->first_row[c + 1] - reader->first_row[c];
    const uint32_t *rows = reader->row + reader->first_row[c];
    int *first = NULL;
    int *row = NULL;
    double *entry = NULL;
    WKS_TRY(wks_arena_take(arena, n_columns + 2, sizeof *first, &first, err));
    for (size_t r = 0; r < n_rows; r++) {
        const uint32_t total = rel->total[rows[r]];
        first[reader->place[total] + 2] += reader->piece[total] == (int32_t)c;
        for (size_t k = rel->first[rows[r]]; k < rel->first[rows[r] + 1]; k++) {
            const uint32_t part = rel->part[k];
            first[reader->place[part] + 2] += reader->piece[part] == (int32_t)c;
        }
    }
    for (size_t j = 0; j < n_columns; j++) {
        first[j + 2] += first[j + 1];
    }
    const size_t n = (size_t)first[n_columns + 1];
    WKS_TRY(wks_arena_take(arena, n, sizeof *row, &row, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *entry, &entry, err));
    for (size_t r = 0; r < n_rows; r++) {
        const uint32_t total = rel->total[rows[r]];
        if (reader->piece[total] == (int32_t)c) {
            entry[first[reader->place[total] + 1]] = -1;
            row[first[reader->place[total] + 1]++] = (int)r;
        }
        for (size_t k = rel->first[rows[r]]; k < rel->first[rows[r] + 1]; k++) {
            const uint32_t part = rel->part[k];
            if (reader->piece[part] == (int32_t)c) {
                entry[first[reader->place[part] + 1]] = 1;
                row[first[reader->place[part] + 1]++] = (int)r;
            }
        }
    }
    *out = (wks_lp_matrix){n_rows, n_columns, first, row, entry};
    return WKS_OK;
}
