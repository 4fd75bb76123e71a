/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/breakdown_tree.h"

#include "base/language.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum {
    OLDEST = 200
};

static int from_of(const wks_breakdown *breakdown)
{
    return breakdown->has_age_years ? breakdown->age_from : 0;
}

static int to_of(const wks_breakdown *breakdown)
{
    return breakdown->has_age_years ? breakdown->age_to : OLDEST;
}

bool wks_breakdown_is_same(const wks_breakdown *a, const wks_breakdown *b)
{
    return from_of(a) == from_of(b) && to_of(a) == to_of(b) && wks_text_equal(a->sex, b->sex);
}

const char *wks_breakdown_word(const wks_breakdown *breakdown, wks_arena *arena)
{
    return wks_arena_printf(arena, "%d-%d%s%s", from_of(breakdown), to_of(breakdown),
                            breakdown->sex == NULL ? "" : "/",
                            breakdown->sex == NULL ? "" : breakdown->sex);
}

/* "18-64" as two numbers. */
static bool read_ages(wks_span text, int *from, int *to)
{
    const char *dash = text.n == 0 ? NULL : memchr(text.at, '-', text.n);
    const size_t n = dash == NULL ? 0 : (size_t)(dash - text.at);
    int64_t first = 0;
    int64_t last = 0;
    if (dash == NULL || !wks_text_integer((wks_span){text.at, n}, &first) ||
        !wks_text_integer((wks_span){dash + 1, text.n - n - 1}, &last) || first < 0 ||
        last < first || last > OLDEST) {
        return false;
    }
    *from = (int)first;
    *to = (int)last;
    return true;
}

wks_code wks_breakdown_of_word(const char *word, wks_arena *arena, wks_breakdown *out,
                               wks_error *err)
{
    const char *slash = strchr(word, '/');
    const size_t n = slash == NULL ? strlen(word) : (size_t)(slash - word);
    *out = (wks_breakdown){.id = word, .has_age_years = true};
    if (!read_ages((wks_span){word, n}, &out->age_from, &out->age_to)) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: expected ages as in \"18-64\", and a sex as in \"18-64/vrouw\"",
                               "%s: verwacht leeftijden als in \"18-64\", en een geslacht als in "
                               "\"18-64/vrouw\""),
                        word);
    }
    if (slash != NULL) {
        out->sex = wks_arena_text(arena, slash + 1);
        return out->sex == NULL ? wks_arena_fail(err) : WKS_OK;
    }
    return WKS_OK;
}

static bool holds(const wks_breakdown *outside, const wks_breakdown *inside)
{
    return from_of(outside) <= from_of(inside) && to_of(outside) >= to_of(inside) &&
           (outside->sex == NULL || wks_text_equal(outside->sex, inside->sex));
}

static bool are_apart(const wks_breakdown *a, const wks_breakdown *b)
{
    return to_of(a) < from_of(b) || to_of(b) < from_of(a) ||
           (a->sex != NULL && b->sex != NULL && !wks_text_equal(a->sex, b->sex));
}

/* Wide before narrow, so that a node comes after those that hold it. */
static int compare_nodes(const void *a, const void *b)
{
    const wks_breakdown *left = ((const wks_breakdown_node *)a)->breakdown;
    const wks_breakdown *right = ((const wks_breakdown_node *)b)->breakdown;
    const int wide = (to_of(right) - from_of(right)) - (to_of(left) - from_of(left));
    if (wide != 0) {
        return wide;
    }
    if ((left->sex == NULL) != (right->sex == NULL)) {
        return left->sex == NULL ? -1 : 1;
    }
    const int from = from_of(left) - from_of(right);
    return from != 0 ? from : left->sex == NULL ? 0 : strcmp(left->sex, right->sex);
}

static wks_code take_nodes(const wks_breakdown *const *breakdowns, size_t n, wks_arena *arena,
                           wks_breakdown_tree *out, wks_error *err)
{
    *out = (wks_breakdown_tree){0};
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->nodes, &out->nodes, err));
    for (size_t i = 0; i < n; i++) {
        if (wks_breakdown_tree_find(out, breakdowns[i]) == out->n) {
            out->nodes[out->n++].breakdown = breakdowns[i];
        }
    }
    if (out->n > 1) {
        qsort(out->nodes, out->n, sizeof *out->nodes, compare_nodes);
    }
    return WKS_OK;
}

/* Whether the nodes right inside this one, which do not overlap, leave room for anybody else. */
static bool leaves_room(const wks_breakdown_tree *tree, size_t node)
{
    const wks_breakdown *own = tree->nodes[node].breakdown;
    int years = to_of(own) - from_of(own) + 1;
    for (size_t i = node + 1; i < tree->n; i++) {
        const wks_breakdown *inside = tree->nodes[i].breakdown;
        if (tree->nodes[i].parent == node && wks_text_equal(inside->sex, own->sex)) {
            years -= to_of(inside) - from_of(inside) + 1;
        }
    }
    return years > 0; /* beside men and women there may be people of whom it is not known */
}

wks_code wks_breakdown_tree_make(const wks_breakdown *const *breakdowns, size_t n, wks_arena *arena,
                                 wks_breakdown_tree *out, wks_error *err)
{
    WKS_TRY(take_nodes(breakdowns, n, arena, out, err));
    for (size_t i = 0; i < out->n; i++) {
        out->nodes[i].parent = out->n;
        for (size_t k = 0; k < i; k++) {
            const wks_breakdown *before = out->nodes[k].breakdown;
            const wks_breakdown *own = out->nodes[i].breakdown;
            if (holds(before, own)) {
                out->nodes[i].parent = k; /* the last is the narrowest */
            } else if (!are_apart(before, own)) {
                return wks_fail(
                    err, WKS_E_REFUSED,
                    wks_tr("the groups %s and %s overlap, and neither lies in the other: "
                           "together they cannot be protected yet",
                           "de groepen %s en %s overlappen, en geen van beide ligt in de "
                           "andere: samen zijn ze nog niet te beschermen"),
                    before->id, own->id);
            }
        }
    }
    for (size_t i = 0; i < out->n; i++) {
        out->nodes[i].has_class = leaves_room(out, i);
    }
    return WKS_OK;
}

size_t wks_breakdown_tree_find(const wks_breakdown_tree *tree, const wks_breakdown *breakdown)
{
    size_t i = 0;
    while (i < tree->n && !wks_breakdown_is_same(tree->nodes[i].breakdown, breakdown)) {
        i++;
    }
    return i;
}

bool wks_breakdown_tree_is_in(const wks_breakdown_tree *tree, size_t inside, size_t outside)
{
    while (inside != tree->n && inside != outside) {
        inside = tree->nodes[inside].parent;
    }
    return inside == outside;
}
