/* SPDX-License-Identifier: EUPL-1.2 */
#include "release/claims.h"

#include "base/file.h"
#include "base/language.h"
#include "base/text.h"
#include "cells/lines.h"
#include "cells/protection.h"

#include <inttypes.h>
#include <string.h>

static const char *const kinds[] = {[WKS_CLAIM_PUBLIC] = "public",
                                    [WKS_CLAIM_COUNT] = "count",
                                    [WKS_CLAIM_RATE] = "rate",
                                    [WKS_CLAIM_PERSONS] = "persons"};

enum {
    N_KINDS = sizeof kinds / sizeof kinds[0],
    LAST_YEAR = 9999
};

int wks_claims_compare(const void *a, const void *b)
{
    const wks_claim *left = a;
    const wks_claim *right = b;
    int order = strcmp(left->indicator, right->indicator);
    order = order != 0 ? order : strcmp(left->breakdown, right->breakdown);
    order = order != 0 ? order : strcmp(left->level, right->level);
    order = order != 0 ? order : strcmp(left->period, right->period);
    return order != 0 ? order : strcmp(left->area, right->area);
}

static void put_words(wks_buffer *out, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        wks_lines_put_word(out, words[i]);
        wks_buffer_text(out, " ");
    }
}

static void put_name(wks_buffer *out, const wks_cell_name *name)
{
    const wks_ledger_row *row = &name->row;
    wks_buffer_printf(out, "%zu ", name->cell);
    put_words(out, (const char *const[]){row->table, row->version, row->area}, 3);
    wks_buffer_printf(out, "%d ", row->edition);
    wks_lines_put_word(out, row->group);
    wks_buffer_text(out, "\n");
}

static void put_claim(wks_buffer *out, const wks_claim *claim)
{
    put_words(out,
              (const char *const[]){claim->indicator, claim->breakdown, claim->level, claim->period,
                                    claim->area},
              5);
    wks_buffer_printf(out, "%s %s %" PRId64 " %" PRId64 " %" PRId64 " ", claim->value,
                      kinds[claim->kind], claim->n_persons, claim->n_with, claim->n_counted);
    if (claim->cell == WKS_CLAIM_NO_CELL) {
        wks_buffer_text(out, "-1\n");
    } else {
        wks_buffer_printf(out, "%zu\n", claim->cell);
    }
}

wks_code wks_claims_write(const wks_claims *claims, const char *path, wks_error *err)
{
    wks_buffer out = {0};
    wks_buffer_printf(&out, "wijkscan-claims 1\nprotection %s\nnames %zu\n", claims->protection.hex,
                      claims->n_names);
    for (size_t i = 0; i < claims->n_names; i++) {
        put_name(&out, &claims->names[i]);
    }
    wks_buffer_printf(&out, "claims %zu\n", claims->n);
    for (size_t i = 0; i < claims->n; i++) {
        put_claim(&out, &claims->claims[i]);
    }
    return wks_file_write_buffer(path, &out, err);
}

static wks_code read_name(wks_lines *lines, size_t n_cells, wks_arena *arena, wks_cell_name *name,
                          wks_error *err)
{
    int64_t cell = 0;
    int64_t edition = 0;
    wks_ledger_row *row = &name->row;
    WKS_TRY(wks_lines_next(lines, err));
    WKS_TRY(wks_lines_integer(lines, 0, (int64_t)n_cells - 1, &cell, err));
    WKS_TRY(wks_lines_word(lines, arena, &row->table, err));
    WKS_TRY(wks_lines_word(lines, arena, &row->version, err));
    WKS_TRY(wks_lines_word(lines, arena, &row->area, err));
    WKS_TRY(wks_lines_integer(lines, 0, LAST_YEAR, &edition, err));
    name->cell = (size_t)cell;
    row->edition = (int)edition;
    return wks_lines_word(lines, arena, &row->group, err);
}

static wks_code read_names(wks_lines *lines, size_t n_cells, wks_arena *arena, wks_claims *to,
                           wks_error *err)
{
    int64_t n = 0;
    WKS_TRY(wks_lines_next(lines, err));
    WKS_TRY(wks_lines_literal(lines, "names", err));
    WKS_TRY(wks_lines_integer(lines, 0, (int64_t)lines->rest.n, &n, err));
    to->n_names = (size_t)n;
    WKS_TRY(wks_arena_take(arena, to->n_names, sizeof *to->names, &to->names, err));
    for (size_t i = 0; i < to->n_names; i++) {
        WKS_TRY(read_name(lines, n_cells, arena, &to->names[i], err));
        if (i > 0 && wks_ledger_compare(&to->names[i - 1].row, &to->names[i].row) >= 0) {
            return wks_lines_fail(
                lines, wks_tr("names in order, each once", "namen op volgorde, elk een keer"), err);
        }
    }
    return WKS_OK;
}

static wks_code read_claim(wks_lines *lines, size_t n_cells, wks_arena *arena, wks_claim *claim,
                           wks_error *err)
{
    size_t kind = 0;
    int64_t cell = 0;
    const char **const words[] = {&claim->indicator, &claim->breakdown, &claim->level,
                                  &claim->period,    &claim->area,      &claim->value};
    WKS_TRY(wks_lines_next(lines, err));
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        WKS_TRY(wks_lines_word(lines, arena, words[i], err));
    }
    WKS_TRY(wks_lines_choice(lines, kinds, N_KINDS, &kind, err));
    WKS_TRY(wks_lines_integer(lines, 0, WKS_MOST_PERSONS, &claim->n_persons, err));
    WKS_TRY(wks_lines_integer(lines, 0, WKS_MOST_PERSONS, &claim->n_with, err));
    WKS_TRY(wks_lines_integer(lines, 0, WKS_MOST_PERSONS, &claim->n_counted, err));
    WKS_TRY(wks_lines_integer(lines, -1, (int64_t)n_cells - 1, &cell, err));
    claim->kind = (wks_claim_kind)kind;
    claim->cell = cell < 0 ? WKS_CLAIM_NO_CELL : (size_t)cell;
    return WKS_OK;
}

static wks_code read_claims(wks_lines *lines, size_t n_cells, wks_arena *arena, wks_claims *to,
                            wks_error *err)
{
    int64_t n = 0;
    WKS_TRY(wks_lines_next(lines, err));
    WKS_TRY(wks_lines_literal(lines, "claims", err));
    WKS_TRY(wks_lines_integer(lines, 0, (int64_t)lines->rest.n, &n, err));
    to->n = (size_t)n;
    WKS_TRY(wks_arena_take(arena, to->n, sizeof *to->claims, &to->claims, err));
    for (size_t i = 0; i < to->n; i++) {
        WKS_TRY(read_claim(lines, n_cells, arena, &to->claims[i], err));
        if (i > 0 && wks_claims_compare(&to->claims[i - 1], &to->claims[i]) >= 0) {
            return wks_lines_fail(
                lines, wks_tr("claims in order, each once", "beweringen op volgorde, elk een keer"),
                err);
        }
    }
    return wks_lines_end(lines, err);
}

wks_code wks_claims_read(const char *path, const wks_hash *protection, size_t n_cells,
                         wks_arena *arena, wks_claims *out, wks_error *err)
{
    wks_lines lines;
    *out = (wks_claims){.protection = *protection};
    WKS_TRY(wks_lines_open(path, arena, &lines, NULL, err));
    WKS_TRY(wks_lines_kind(&lines, "wijkscan-claims", err));
    WKS_TRY(wks_lines_protection(&lines, protection, err));
    WKS_TRY(read_names(&lines, n_cells, arena, out, err));
    return read_claims(&lines, n_cells, arena, out, err);
}
