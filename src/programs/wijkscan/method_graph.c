/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/method_graph.h"

#include "base/language.h"
#include "programs/wijkscan/method.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct coded {
    const char *code;
    size_t area;
} coded;

static int compare_codes(const void *left, const void *right)
{
    const coded *a = left;
    const coded *b = right;
    return strcmp(a->code, b->code);
}

static const char *end_of(const wks_method_data *edges, size_t row, size_t side)
{
    return edges->cells[row * edges->n_columns + side];
}

static const coded *find_code(const coded *codes, size_t n, const char *code)
{
    const coded wanted = {code, 0};
    return n == 0 ? NULL : bsearch(&wanted, codes, n, sizeof wanted, compare_codes);
}

static bool find_number(const char *text, size_t n, size_t *area)
{
    int64_t number = 0;
    if (!wks_text_integer((wks_span){text, strlen(text)}, &number) || number < 1 ||
        (size_t)number > n) {
        return false;
    }
    *area = (size_t)number - 1;
    return true;
}

/* Does any end name an area by its code? */
static bool has_codes(const wks_method_data *edges, const coded *codes, size_t n)
{
    for (size_t row = 0; row < edges->n_rows; row++) {
        for (size_t side = 0; side < 2; side++) {
            if (find_code(codes, n, end_of(edges, row, side)) != NULL) {
                return true;
            }
        }
    }
    return false;
}

static wks_code find_ends(const wks_method_data *edges, const wks_method_areas *areas,
                          const coded *codes, size_t *ends[2], wks_error *err)
{
    const size_t n_codes = areas->code == NULL ? 0 : areas->n;
    const bool by_code = has_codes(edges, codes, n_codes);
    for (size_t row = 0; row < edges->n_rows; row++) {
        for (size_t side = 0; side < 2; side++) {
            const char *text = end_of(edges, row, side);
            const coded *found = by_code ? find_code(codes, n_codes, text) : NULL;
            if (found != NULL) {
                ends[side][row] = found->area;
            } else if (by_code || !find_number(text, areas->n, &ends[side][row])) {
                return wks_fail(err, WKS_E_FORMAT,
                                wks_tr("%s: line %zu, column %s: the data have no such area",
                                       "%s: regel %zu, kolom %s: de gegevens kennen dit gebied "
                                       "niet"),
                                edges->path, edges->line[row], edges->columns[side]);
            }
        }
        if (ends[0][row] == ends[1][row]) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu: an area as its own neighbour",
                                   "%s: regel %zu: een gebied als buur van zichzelf"),
                            edges->path, edges->line[row]);
        }
    }
    return WKS_OK;
}

wks_code wks_method_read_graph(const char *path, const wks_method_areas *areas, wks_arena *arena,
                               wks_neighbours *out, wks_error *err)
{
    wks_method_data edges;
    coded *codes = NULL;
    size_t *ends[2] = {NULL, NULL};
    WKS_TRY(wks_method_read(path, arena, &edges, err));
    if (edges.n_columns < 2) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: expected two columns: an area and its neighbour",
                               "%s: verwacht twee kolommen: een gebied en zijn buur"),
                        edges.path);
    }
    WKS_TRY(wks_arena_take(arena, areas->n, sizeof *codes, &codes, err));
    for (size_t i = 0; areas->code != NULL && i < areas->n; i++) {
        codes[i] = (coded){areas->code[i], i};
    }
    if (areas->code != NULL) {
        qsort(codes, areas->n, sizeof *codes, compare_codes);
    }
    WKS_TRY(wks_arena_take(arena, edges.n_rows, sizeof *ends[0], &ends[0], err));
    WKS_TRY(wks_arena_take(arena, edges.n_rows, sizeof *ends[1], &ends[1], err));
    WKS_TRY(find_ends(&edges, areas, codes, ends, err));
    WKS_TRY(wks_neighbours_make(areas->n, edges.n_rows, ends[0], ends[1], arena, out, err));
    if (out->n_one_way > 0 && out->n_one_way < out->n_pairs) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: line %zu: this pair stands in one direction, others in both; "
                               "give all pairs once, or all of them in both directions",
                               "%s: regel %zu: dit paar staat in een richting, andere in beide; "
                               "geef alle paren een keer, of allemaal in beide richtingen"),
                        edges.path, edges.line[out->first_one_way]);
    }
    return WKS_OK;
}
