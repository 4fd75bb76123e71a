/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/suppress.h"

#include "base/language.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "suppress/border.h"
#include "suppress/cell_order.h"
#include "suppress/exact.h"
#include "suppress/heuristic.h"
#include "suppress/piece.h"
#include "suppress/reader.h"
#include "suppress/relations.h"
#include "suppress/split.h"
#include "suppress/witness_find.h"

#include <stdint.h>
#include <string.h>
#include <time.h>

/* Orders of the targets that the heuristic tries; pieces beyond LARGE have one. */
enum {
    N_TRIES = 2,
    LARGE = 1500
};

typedef struct job {
    const wks_suppress_options *options;
    wks_suppress_report *report;
    wks_arena arena;           /* of the whole job */
    wks_arena pieces;          /* of one way of taking the system apart */
    wks_protection protection; /* its cells in their own order */
    uint32_t *order;           /* [n_cells] where each stands in what was asked */
    wks_relations relations;
    wks_reader everything; /* of the pattern that hides all that may be */
    wks_reader apart;      /* of the one that keeps the dear cells shown */
    bool *is_kept;         /* [n_cells] these dear cells */
    bool *is_hidden;       /* [n_cells] the pattern */
} job;

static double cpu_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* Add the seconds since *from to what a stage took. */
static void count_seconds(job *j, size_t stage, double *from)
{
    const double now = cpu_seconds();
    j->report->seconds[stage] += now - *from;
    *from = now;
}

static bool is_target(const wks_cell *cell)
{
    return (cell->state == WKS_CELL_PRIMARY || cell->state == WKS_CELL_VIRTUAL) &&
           (cell->lower < cell->value || cell->upper > cell->value);
}

static bool must_hide(const wks_cell *cell)
{
    return cell->state == WKS_CELL_PRIMARY || cell->state == WKS_CELL_VIRTUAL;
}

static wks_code refuse(const job *j, uint32_t cell, bool is_to_insiders, wks_error *err)
{
    j->report->refused = (size_t)j->order[cell] + 1;
    return wks_fail(
        err, WKS_E_REFUSED,
        is_to_insiders
            ? wks_tr("cell %zu cannot be protected: what is known already gives it away to "
                     "somebody who is alone in a cell",
                     "cel %zu is niet te beschermen: wat al bekend is, geeft hem prijs aan iemand "
                     "die alleen in een cel staat")
            : wks_tr("cell %zu cannot be protected: what is known already gives it away",
                     "cel %zu is niet te beschermen: wat al bekend is, geeft hem prijs"),
        j->report->refused);
}

static wks_code take_apart(job *j, wks_error *err)
{
    const wks_protection *p = &j->protection;
    wks_arena work;
    bool *all = NULL;
    wks_arena_init(&work, SIZE_MAX);
    WKS_TRY(wks_relations_find(p, &j->arena, &j->relations, err));
    WKS_TRY(wks_arena_take(&j->arena, p->n_cells, sizeof *j->is_kept, &j->is_kept, err));
    WKS_TRY(wks_arena_take(&j->arena, p->n_cells, sizeof *j->is_hidden, &j->is_hidden, err));
    WKS_TRY(wks_arena_take(&j->arena, p->n_cells, sizeof *all, &all, err));
    for (size_t i = 0; i < p->n_cells; i++) {
        all[i] = p->cells[i].state != WKS_CELL_KNOWN;
    }
    WKS_TRY(wks_reader_find(p, &j->relations, all, false, &j->arena, &j->everything, err));
    for (uint32_t i = 0; i < p->n_cells; i++) {
        if (is_target(&p->cells[i]) && j->everything.piece[i] < 0) {
            return refuse(j, i, false, err);
        }
    }
    const wks_code code = wks_split_find(p, &j->everything, &work, j->is_kept, err);
    wks_arena_clear(&work);
    return code;
}

/* The pieces with the dear cells shown.  A target that follows from these lets go of them. */
static wks_code find_pieces(job *j, wks_error *err)
{
    const wks_protection *p = &j->protection;
    bool is_loosened = true;
    while (is_loosened) {
        bool *shown_dear = NULL;
        wks_arena_clear(&j->pieces);
        WKS_TRY(wks_arena_take(&j->pieces, p->n_cells, sizeof *shown_dear, &shown_dear, err));
        for (size_t i = 0; i < p->n_cells; i++) {
            shown_dear[i] = p->cells[i].state != WKS_CELL_KNOWN && !j->is_kept[i];
        }
        WKS_TRY(wks_reader_find(p, &j->relations, shown_dear, false, &j->pieces, &j->apart, err));
        is_loosened = false;
        for (uint32_t i = 0; i < p->n_cells; i++) {
            if (is_target(&p->cells[i]) && j->apart.piece[i] < 0) {
                if (!wks_split_loosen(&j->apart, i, j->is_kept)) {
                    /* whatever else is kept may be what gives it away */
                    memset(j->is_kept, 0, p->n_cells * sizeof *j->is_kept);
                }
                is_loosened = true;
            }
        }
    }
    return WKS_OK;
}

/* What became of a piece; they run side by side, and each writes its own cells of is_hidden. */
typedef struct piece_run {
    job *job;
    size_t piece;
    wks_heuristic_failure failed; /* its place: of the relations */
    wks_code code;
    wks_error why;
} piece_run;

static wks_code run_piece(job *j, size_t c, wks_heuristic_failure *failed, wks_error *err)
{
    wks_arena arena;
    wks_piece piece;
    bool *is_hidden = NULL;
    double loss = 0;
    *failed = (wks_heuristic_failure){.place = UINT32_MAX};
    wks_arena_init(&arena, SIZE_MAX);
    wks_code code = wks_piece_take(&j->protection, &j->apart, c, &arena, &piece, err);
    if (code == WKS_OK) {
        code = wks_arena_take(&arena, piece.n, sizeof *is_hidden, &is_hidden, err);
    }
    if (code == WKS_OK && piece.n_targets > 0) {
        const wks_heuristic_options options = {.n_tries = piece.n > LARGE ? 1 : N_TRIES};
        code = wks_heuristic_run(&piece, &options, is_hidden, &loss, failed, err);
    }
    for (size_t k = 0; code == WKS_OK && failed->place == UINT32_MAX && k < piece.n; k++) {
        if (piece.cost[k] > 0) {
            j->is_hidden[piece.unknown[k]] = is_hidden[k];
        }
    }
    if (code == WKS_OK && failed->place != UINT32_MAX) {
        failed->place = piece.unknown[failed->place];
    }
    wks_arena_clear(&arena);
    return code;
}

static void run_one(void *context, size_t index)
{
    piece_run *run = &((piece_run *)context)[index];
    run->code = run_piece(run->job, run->piece, &run->failed, &run->why);
}

static wks_code run_pieces(job *j, piece_run **out, wks_error *err)
{
    const size_t n = j->apart.n_pieces;
    WKS_TRY(wks_arena_take(&j->pieces, n, sizeof **out, out, err));
    for (size_t c = 0; c < n; c++) {
        (*out)[c] = (piece_run){.job = j, .piece = c};
    }
    wks_parallel_run(n, run_one, *out);
    for (size_t c = 0; c < n; c++) {
        if ((*out)[c].code != WKS_OK) {
            return wks_fail(err, (*out)[c].code, "%s", (*out)[c].why.text);
        }
    }
    return WKS_OK;
}

/* The best answer for piece c, from the one that is there. */
static wks_code improve_piece(job *j, wks_border *border, size_t c, double seconds, wks_exact *out,
                              wks_error *err)
{
    wks_arena arena;
    wks_piece piece;
    wks_piece wide;
    bool *is_hidden = NULL;
    *out = (wks_exact){0};
    wks_arena_init(&arena, SIZE_MAX);
    wks_code code = wks_piece_take(&j->protection, &j->apart, c, &arena, &piece, err);
    if (code == WKS_OK && piece.n_targets > 0) {
        code = wks_border_take(border, c, &arena, &wide, err);
    }
    if (code == WKS_OK) {
        code = wks_arena_take(&arena, piece.n, sizeof *is_hidden, &is_hidden, err);
    }
    if (code == WKS_OK && piece.n_targets > 0) {
        for (size_t k = 0; k < piece.n; k++) {
            is_hidden[k] = piece.cost[k] > 0 && j->is_hidden[piece.unknown[k]];
        }
        code = wks_exact_run(&piece, &wide, seconds, is_hidden, out, err);
        for (size_t k = 0; code == WKS_OK && k < piece.n; k++) {
            if (piece.cost[k] > 0) {
                j->is_hidden[piece.unknown[k]] = is_hidden[k];
            }
        }
    }
    wks_arena_clear(&arena);
    return code;
}

static wks_code run_exact(job *j, double end, wks_error *err)
{
    wks_border border;
    WKS_TRY(wks_border_find(&j->protection, &j->everything, &j->apart, &j->pieces, &border, err));
    j->report->bound = 0;
    for (size_t c = 0; c < j->apart.n_pieces; c++) {
        wks_exact answer;
        const double left = end - wks_clock_seconds();
        const double share = 3 * left / (double)(j->apart.n_pieces - c);
        WKS_TRY(improve_piece(j, &border, c, left < share ? left : share, &answer, err));
        j->report->bound += answer.bound;
        j->report->n_proven += answer.bound >= answer.loss - 1e-6;
    }
    return WKS_OK;
}

/* Each piece by itself; one that cannot be protected so is joined to its neighbours. */
static wks_code run_heuristic(job *j, wks_error *err)
{
    const wks_protection *p = &j->protection;
    bool is_whole = false;
    while (!is_whole) {
        is_whole = true;
        WKS_TRY(find_pieces(j, err));
        for (size_t i = 0; i < p->n_cells; i++) {
            j->is_hidden[i] = must_hide(&p->cells[i]);
        }
        piece_run *runs = NULL;
        WKS_TRY(run_pieces(j, &runs, err));
        for (size_t c = 0; c < j->apart.n_pieces; c++) {
            const wks_heuristic_failure failed = runs[c].failed;
            if (failed.place == UINT32_MAX) {
                continue;
            }
            is_whole = false;
            if (!wks_split_loosen(&j->apart, failed.place, j->is_kept)) {
                bool any = false;
                for (size_t i = 0; i < p->n_cells; i++) {
                    any |= j->is_kept[i];
                    j->is_kept[i] = false;
                }
                if (!any) {
                    return refuse(j, failed.place, failed.is_to_insiders, err);
                }
            }
        }
    }
    j->report->n_pieces = j->apart.n_pieces;
    return WKS_OK;
}

static double loss_of(const job *j)
{
    double loss = 0;
    for (size_t i = 0; i < j->protection.n_cells; i++) {
        loss += j->is_hidden[i] ? j->protection.cells[i].cost : 0;
    }
    return loss;
}

/* Whether the pattern at hand keeps what is asked: then the proofs are kept in its place. */
static wks_code prove(job *j, wks_error *err)
{
    wks_arena work;
    wks_witnesses found;
    wks_error why;
    wks_arena *arena = j->options->arena;
    wks_arena_init(&work, SIZE_MAX);
    wks_code code = wks_witness_find(&j->protection, &j->relations, j->is_hidden,
                                     arena == NULL ? &work : arena, &found, &why);
    if (code == WKS_OK && arena != NULL) {
        j->report->witnesses = found;
    } else if (code == WKS_E_REFUSED) {
        code = wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("no proof was found for the pattern that was found",
                               "voor het gevonden patroon is geen bewijs gevonden"));
    } else if (code != WKS_OK) {
        code = wks_fail(err, code, "%s", why.text);
    }
    wks_arena_clear(&work);
    return code;
}

/* The best answers, unless they cannot be proven safe: then what was there before stands. */
static wks_code run_exact_proven(job *j, double *from, wks_error *err)
{
    const size_t n_bytes = j->protection.n_cells * sizeof *j->is_hidden;
    bool *before = NULL;
    WKS_TRY(wks_arena_take(&j->arena, j->protection.n_cells, sizeof *before, &before, err));
    memcpy(before, j->is_hidden, n_bytes);
    WKS_TRY(run_exact(j, wks_clock_seconds() + j->options->seconds, err));
    count_seconds(j, 2, from);
    wks_code code = prove(j, err);
    if (code == WKS_E_NUMERIC) {
        memcpy(j->is_hidden, before, n_bytes);
        j->report->bound = 0;
        j->report->n_proven = 0;
        code = prove(j, err);
    }
    count_seconds(j, 3, from);
    return code;
}

static wks_code run(job *j, const wks_protection *asked, wks_error *err)
{
    double from = cpu_seconds();
    WKS_TRY(wks_cell_order(asked, &j->arena, &j->protection, &j->order, err));
    WKS_TRY(take_apart(j, err));
    count_seconds(j, 0, &from);
    WKS_TRY(run_heuristic(j, err));
    j->report->heuristic_loss = loss_of(j);
    count_seconds(j, 1, &from);
    if (j->options->seconds > 0) {
        return run_exact_proven(j, &from, err);
    }
    const wks_code code = prove(j, err);
    count_seconds(j, 3, &from);
    return code;
}

wks_code wks_suppress_protect(const wks_protection *protection, const wks_suppress_options *options,
                              bool *is_hidden, wks_suppress_report *report, wks_error *err)
{
    job j = {.options = options, .report = report};
    *report = (wks_suppress_report){0};
    wks_arena_init(&j.arena, SIZE_MAX);
    wks_arena_init(&j.pieces, SIZE_MAX);
    const wks_code code = run(&j, protection, err);
    if (code == WKS_OK) {
        report->loss = loss_of(&j);
        for (size_t i = 0; i < protection->n_cells; i++) {
            is_hidden[j.order[i]] = j.is_hidden[i];
            report->n_primaries += must_hide(&j.protection.cells[i]);
            report->n_secondaries += j.is_hidden[i] && !must_hide(&j.protection.cells[i]);
        }
    }
    wks_arena_clear(&j.pieces);
    wks_arena_clear(&j.arena);
    return code;
}
