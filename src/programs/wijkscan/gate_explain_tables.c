/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json.h"
#include "base/language.h"
#include "programs/wijkscan/gate_explain.h"

#include <inttypes.h>
#include <string.h>

/* A table in one version, as the decision has it. */
typedef struct table_summary {
    const char *source, *period, *counted; /* the words of its name */
    const char *version;
    size_t n_asked;     /* different cells; the same below */
    size_t n_primary;   /* a rule hides them */
    size_t n_secondary; /* hidden for others */
    size_t n_known;     /* told before */
    size_t n_exact;     /* hidden, and a reader can work them out */
    int64_t n_lost;     /* persons in the secondary cells */
    int64_t narrowest;  /* so many numbers the best known of the hidden may be; 0: none is hidden */
} table_summary;

/* "source period what" (gate/gate_question.h). */
static wks_code split_name(const char *name, wks_arena *arena, table_summary *out, wks_error *err)
{
    const size_t n_source = strcspn(name, " ");
    const char *period = name + n_source + (name[n_source] == ' ');
    const size_t n_period = strcspn(period, " ");
    const char *counted = period + n_period;
    const wks_span span = wks_span_trim(counted, strlen(counted));
    out->source = wks_arena_text_n(arena, name, n_source);
    out->period = wks_arena_text_n(arena, period, n_period);
    out->counted = wks_arena_text_n(arena, span.at, span.n);
    return out->source == NULL || out->period == NULL || out->counted == NULL ? wks_arena_fail(err)
                                                                              : WKS_OK;
}

static void add_cell(const wks_gate_decision *decision, const wks_gate_interval *intervals,
                     size_t cell, table_summary *to)
{
    const wks_cell *at = &decision->protection.cells[cell];
    const int64_t width = intervals[cell].most - intervals[cell].least + 1;
    const bool is_primary = at->state == WKS_CELL_PRIMARY || at->state == WKS_CELL_VIRTUAL;
    to->n_asked++;
    to->n_primary += is_primary;
    to->n_known += at->state == WKS_CELL_KNOWN;
    if (!decision->pattern.is_hidden[cell]) {
        return;
    }
    to->n_exact += width == 1;
    to->narrowest = to->narrowest == 0 || width < to->narrowest ? width : to->narrowest;
    if (!is_primary) {
        to->n_secondary++;
        to->n_lost += at->value;
    }
}

/* Names are in the order of the ledger: by table and version.  A cell with several names in a table
 * counts once. */
static wks_code summarise(const wks_gate_decision *decision, const wks_gate_interval *intervals,
                          wks_arena *arena, table_summary **out, size_t *n, wks_error *err)
{
    const wks_claims *claims = &decision->claims;
    size_t *seen = NULL;
    *n = 0;
    WKS_TRY(wks_arena_take(arena, decision->protection.n_cells, sizeof *seen, &seen, err));
    WKS_TRY(wks_arena_take(arena, claims->n_names, sizeof **out, out, err));
    for (size_t i = 0; i < claims->n_names; i++) {
        const wks_cell_name *name = &claims->names[i];
        if (i == 0 || strcmp(claims->names[i - 1].row.table, name->row.table) != 0 ||
            strcmp(claims->names[i - 1].row.version, name->row.version) != 0) {
            (*out)[*n].version = name->row.version;
            WKS_TRY(split_name(name->row.table, arena, &(*out)[(*n)++], err));
        }
        if (seen[name->cell] != *n) {
            seen[name->cell] = *n;
            add_cell(decision, intervals, name->cell, &(*out)[*n - 1]);
        }
    }
    return WKS_OK;
}

static void put_json(const table_summary *tables, size_t n, wks_buffer *out)
{
    wks_json json;
    wks_json_init(&json, out);
    wks_json_open_array(&json);
    for (size_t i = 0; i < n; i++) {
        const table_summary *at = &tables[i];
        wks_json_open_object(&json);
        wks_json_member_text(&json, "source", at->source);
        wks_json_member_text(&json, "period", at->period);
        wks_json_member_text(&json, "counted", at->counted);
        wks_json_member_text(&json, "delivery", at->version);
        wks_json_member_integer(&json, "asked", (int64_t)at->n_asked);
        wks_json_member_integer(&json, "primary", (int64_t)at->n_primary);
        wks_json_member_integer(&json, "secondary", (int64_t)at->n_secondary);
        wks_json_member_integer(&json, "known", (int64_t)at->n_known);
        wks_json_member_integer(&json, "lost_persons", at->n_lost);
        wks_json_member_integer(&json, "derivable", (int64_t)at->n_exact);
        wks_json_key(&json, "narrowest");
        if (at->narrowest > 0) {
            wks_json_integer(&json, at->narrowest);
        } else {
            wks_json_text(&json, NULL);
        }
        wks_json_close_object(&json);
    }
    wks_json_close_array(&json);
}

static void put_text(const table_summary *tables, size_t n, wks_buffer *out)
{
    enum {
        HASH_DIGITS = 8
    };

    wks_buffer_text(
        out,
        wks_tr(
            "asked: counts; rule: hidden by a rule; other: hidden so that another cannot be "
            "worked out;\nknown: told before; lost: persons in what is hidden for others; "
            "exact: hidden counts that a reader\ncan work out; least: numbers that the best "
            "known of the hidden counts may still be\n",
            "gevr.: aantallen; regel: verborgen door een regel; ander: verborgen zodat een ander "
            "niet uit te\nrekenen is; bekend: eerder verteld; verl.: personen in wat voor "
            "anderen verborgen is; exact:\nverborgen aantallen die een lezer kan uitrekenen; "
            "minst: getallen die het best bekende van de\nverborgen aantallen nog kan zijn\n"));
    wks_buffer_printf(out, "%-24s %-6s %-8s %6s %6s %6s %6s %7s %6s %6s  %s\n",
                      wks_tr("source", "bron"), wks_tr("period", "jaar"),
                      wks_tr("delivery", "levering"), wks_tr("asked", "gevr."),
                      wks_tr("rule", "regel"), wks_tr("other", "ander"), wks_tr("known", "bekend"),
                      wks_tr("lost", "verl."), wks_tr("exact", "exact"), wks_tr("least", "minst"),
                      wks_tr("counted", "geteld"));
    for (size_t i = 0; i < n; i++) {
        const table_summary *at = &tables[i];
        wks_buffer_printf(out, "%-24s %-6s %-8.*s %6zu %6zu %6zu %6zu %7" PRId64 " %6zu ",
                          at->source, at->period, HASH_DIGITS, at->version, at->n_asked,
                          at->n_primary, at->n_secondary, at->n_known, at->n_lost, at->n_exact);
        if (at->narrowest == 0) {
            wks_buffer_printf(out, "%6s", "-");
        } else if (at->narrowest > WKS_MOST_PERSONS / 2) {
            wks_buffer_printf(out, "%6s", wks_tr("any", "elk"));
        } else {
            wks_buffer_printf(out, "%6" PRId64, at->narrowest);
        }
        wks_buffer_printf(out, "  %s\n", at->counted);
    }
}

wks_code wks_gate_explain_tables(const wks_call *call, const wks_gate_decision *decision,
                                 bool is_json, wks_buffer *out, wks_error *err)
{
    bool *is_wanted = NULL;
    wks_gate_interval *intervals = NULL;
    table_summary *tables = NULL;
    size_t n = 0;
    WKS_TRY(wks_arena_take(call->arena, decision->protection.n_cells, sizeof *is_wanted, &is_wanted,
                           err));
    for (size_t i = 0; i < decision->claims.n_names; i++) {
        is_wanted[decision->claims.names[i].cell] = true;
    }
    WKS_TRY(wks_gate_decision_attack(call, decision, is_wanted, &intervals, err));
    WKS_TRY(summarise(decision, intervals, call->arena, &tables, &n, err));
    if (is_json) {
        put_json(tables, n, out);
    } else {
        put_text(tables, n, out);
    }
    return WKS_OK;
}
