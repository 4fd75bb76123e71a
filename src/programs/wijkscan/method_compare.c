/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "base/json.h"
#include "base/language.h"
#include "private/method/compare.h"
#include "private/method/lookalike.h"
#include "programs/wijkscan/method.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* What the command line asks. */
typedef struct request {
    wks_method_data data;
    wks_method_groups areas, groups;
    wks_compare_input input;
    wks_compare_options options;
    wks_compare_part *parts, *earlier; /* [n_rows] */
} request;

typedef struct choice {
    const char *name;
    int value;
} choice;

static const choice rules[] = {
    {"posterior", WKS_COMPARE_POSTERIOR},
    {"bh", WKS_COMPARE_BENJAMINI_HOCHBERG},
    {"funnel", WKS_COMPARE_FUNNEL},
    {"plain", WKS_COMPARE_PLAIN},
    {"fingertips-single", WKS_COMPARE_SINGLE_OVERLAP},
    {"fingertips-double", WKS_COMPARE_DOUBLE_OVERLAP},
    {"spc", WKS_COMPARE_CONTROL},
    {NULL, 0},
};

static const choice references[] = {
    {"rest", WKS_COMPARE_REST},
    {"region", WKS_COMPARE_REGION},
    {"lookalike", WKS_COMPARE_LOOKALIKES},
    {"period", WKS_COMPARE_PERIOD},
    {NULL, 0},
};

static const choice kinds[] = {
    {"proportion", WKS_FIGURE_PROPORTION},
    {"rate", WKS_FIGURE_RATE},
    {NULL, 0},
};

static wks_code choose(const wks_call *call, const wks_arguments *arguments, const char *flag,
                       const choice *choices, int *out, wks_error *err)
{
    const char *text = wks_arguments_flag(call, arguments, flag);
    if (text == NULL) {
        *out = choices[0].value;
        return WKS_OK;
    }
    for (const choice *at = choices; at->name != NULL; at++) {
        if (strcmp(at->name, text) == 0) {
            *out = at->value;
            return WKS_OK;
        }
    }
    return wks_fail(err, WKS_E_ARGUMENT,
                    wks_tr("--%s: unknown: %s; see wijkscan method compare --help",
                           "--%s: onbekend: %s; zie wijkscan method compare --help"),
                    flag, text);
}

/* ---- in ---------------------------------------------------------------------------------------
 */

/* The columns that a figure is made of, as they are called in the file. */
typedef struct source {
    const char *x, *n;        /* counts */
    const char *y, *variance; /* estimates */
    const char *weight;       /* of estimates; NULL: all alike */
    const char *weighted;     /* "sum_wy,sum_w,sum_ww" */
    const char *earlier;      /* the same columns for the earlier period, with commas */
} source;

static wks_code fail_row(const request *r, size_t row, const char *what, wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT, wks_tr("%s: line %zu: %s", "%s: regel %zu: %s"),
                    r->data.path, r->data.line[row], what);
}

/* The engine checks too, but it does not know lines. */
static wks_code check_row(const request *r, size_t row, const wks_compare_part *part,
                          wks_error *err)
{
    const bool has_counts =
        r->input.kind == WKS_FIGURE_PROPORTION || r->input.kind == WKS_FIGURE_RATE;
    if (part->all < 0 || part->squares < 0 || part->second < 0 || (has_counts && part->with < 0)) {
        return fail_row(r, row,
                        wks_tr("a count, population, weight or variance below zero",
                               "een aantal, bevolking, gewicht of variantie onder nul"),
                        err);
    }
    if (r->input.kind == WKS_FIGURE_PROPORTION && part->with > part->all * (1 + 1e-12)) {
        return fail_row(r, row,
                        wks_tr("more persons with it than persons",
                               "meer personen met het kenmerk dan personen"),
                        err);
    }
    if (part->all == 0 && part->with > 0) {
        return fail_row(r, row,
                        wks_tr("a count where nobody lives", "een aantal waar niemand woont"), err);
    }
    return WKS_OK;
}

static wks_code take(request *r, const char *name, wks_arena *arena, double **out, wks_error *err)
{
    return wks_method_numbers(&r->data, name, true, arena, out, err);
}

/* Up to three names from "a,b,c". */
static wks_code split(const char *flag, const char *names, size_t n, wks_arena *arena,
                      const char **out, wks_error *err)
{
    const char *rest = names;
    for (size_t k = 0; k < n; k++) {
        const size_t length = strcspn(rest, ",");
        if (length == 0 || (rest[length] == 0) != (k + 1 == n)) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("--%s: expected %zu columns with commas between",
                                   "--%s: verwacht %zu kolommen met komma's ertussen"),
                            flag, n);
        }
        out[k] = wks_arena_text_n(arena, rest, length);
        if (out[k] == NULL) {
            return wks_arena_fail(err);
        }
        rest += length + (k + 1 < n);
    }
    return WKS_OK;
}

static wks_code read_parts(request *r, const source *from, wks_arena *arena, wks_compare_part **out,
                           wks_error *err)
{
    const size_t n = r->data.n_rows;
    const char *names[3] = {NULL};
    double *a = NULL;
    double *b = NULL;
    double *c = NULL;
    WKS_TRY(wks_arena_take(arena, n, sizeof **out, out, err));
    if (from->weighted != NULL) {
        WKS_TRY(split("weighted", from->weighted, 3, arena, names, err));
    } else {
        names[0] = from->x != NULL ? from->x : from->y;
        names[1] = from->x != NULL ? from->n : from->variance;
        names[2] = from->weight;
    }
    WKS_TRY(wks_arena_take(arena, n, sizeof *c, &c, err));
    for (size_t i = 0; i < n; i++) {
        c[i] = 1;
    }
    WKS_TRY(take(r, names[0], arena, &a, err));
    WKS_TRY(take(r, names[1], arena, &b, err));
    if (names[2] != NULL) {
        WKS_TRY(take(r, names[2], arena, &c, err));
    }
    for (size_t i = 0; i < n; i++) {
        if (from->weighted != NULL) {
            (*out)[i] = (wks_compare_part){.with = a[i], .all = b[i], .squares = c[i]};
        } else if (from->x != NULL) {
            (*out)[i] = wks_compare_persons(a[i], b[i]);
        } else {
            (*out)[i] = wks_compare_estimate(a[i], b[i], c[i]);
        }
        WKS_TRY(check_row(r, i, &(*out)[i], err));
    }
    return WKS_OK;
}

static wks_code read_source(const wks_call *call, const wks_arguments *arguments, request *r,
                            source *out, wks_error *err)
{
    int kind = WKS_FIGURE_PROPORTION;
    *out = (source){.x = wks_arguments_flag(call, arguments, "x"),
                    .n = wks_arguments_flag(call, arguments, "n"),
                    .y = wks_arguments_flag(call, arguments, "y"),
                    .variance = wks_arguments_flag(call, arguments, "var"),
                    .weight = wks_arguments_flag(call, arguments, "weight"),
                    .weighted = wks_arguments_flag(call, arguments, "weighted"),
                    .earlier = wks_arguments_flag(call, arguments, "earlier")};
    WKS_TRY(choose(call, arguments, "kind", kinds, &kind, err));
    const bool has_counts = out->x != NULL && out->n != NULL;
    const bool has_estimates = out->y != NULL && out->variance != NULL;
    if (has_counts + has_estimates + (out->weighted != NULL) != 1) {
        return wks_fail(
            err, WKS_E_ARGUMENT, "%s",
            wks_tr("give --x and --n, or --y and --var, or --weighted; one of the three",
                   "geef --x en --n, of --y en --var, of --weighted; een van de drie"));
    }
    r->input.kind = has_estimates ? WKS_FIGURE_ESTIMATE : (wks_figure_kind)kind;
    return WKS_OK;
}

/* "fixed:0.2", or a name. */
static wks_code read_against(const wks_call *call, const wks_arguments *arguments, request *r,
                             wks_error *err)
{
    const char *text = wks_arguments_flag(call, arguments, "against");
    int against = WKS_COMPARE_REST;
    if (text != NULL && wks_text_starts(text, "fixed:")) {
        const char *number = text + strlen("fixed:");
        r->input.against = WKS_COMPARE_FIXED;
        if (!wks_text_number((wks_span){number, strlen(number)}, false, &r->input.fixed)) {
            return wks_fail(err, WKS_E_ARGUMENT, "%s",
                            wks_tr("--against fixed: expected a number behind the colon",
                                   "--against fixed: verwacht een getal achter de dubbele punt"));
        }
        return WKS_OK;
    }
    WKS_TRY(choose(call, arguments, "against", references, &against, err));
    r->input.against = (wks_compare_against)against;
    return WKS_OK;
}

static wks_code read_earlier(request *r, const source *now, wks_arena *arena, wks_error *err)
{
    const char *names[3] = {NULL};
    source then = *now;
    if (now->earlier == NULL) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--against period needs --earlier with the columns of the earlier "
                               "period",
                               "--against period heeft --earlier nodig met de kolommen van de "
                               "eerdere periode"));
    }
    if (now->weighted != NULL) {
        then.weighted = now->earlier;
    } else {
        WKS_TRY(split("earlier", now->earlier, 2, arena, names, err));
        then.x = now->x != NULL ? names[0] : NULL;
        then.n = names[1];
        then.y = names[0];
        then.variance = names[1];
    }
    WKS_TRY(read_parts(r, &then, arena, &r->earlier, err));
    r->input.earlier = r->earlier;
    return WKS_OK;
}

static wks_code read_lookalikes(const wks_call *call, const wks_arguments *arguments, request *r,
                                wks_error *err)
{
    const char *names = NULL;
    double *covariates = NULL;
    size_t n_covariates = 0;
    size_t *chosen = NULL;
    double k = 0;
    WKS_TRY(wks_method_flag(call, arguments, "covariates", &names, err));
    WKS_TRY(wks_method_number(call, arguments, "lookalikes", 1, 1000, 5, &k, err));
    WKS_TRY(wks_method_matrix(&r->data, names, call->arena, &covariates, &n_covariates, err));
    r->input.n_lookalikes = (size_t)k;
    WKS_TRY(wks_arena_take(call->arena, r->data.n_rows * r->input.n_lookalikes, sizeof *chosen,
                           &chosen, err));
    WKS_TRY(wks_lookalike_choose(r->data.n_rows, n_covariates, covariates, r->input.n_lookalikes,
                                 call->arena, chosen, err));
    r->input.lookalikes = chosen;
    return WKS_OK;
}

static wks_code read_areas(const wks_call *call, const wks_arguments *arguments, request *r,
                           wks_error *err)
{
    const char *area = NULL;
    const char *group = wks_arguments_flag(call, arguments, "group");
    WKS_TRY(wks_method_flag(call, arguments, "area", &area, err));
    WKS_TRY(wks_method_group(&r->data, area, call->arena, &r->areas, err));
    for (size_t i = 0; i < r->data.n_rows; i++) {
        if (r->areas.first[r->areas.of_row[i]] != i) {
            return fail_row(
                r, i, wks_tr("this area has a row already", "dit gebied heeft al een regel"), err);
        }
    }
    if (group != NULL) {
        WKS_TRY(wks_method_group(&r->data, group, call->arena, &r->groups, err));
        r->input.group = r->groups.of_row;
        r->input.n_groups = r->groups.n;
    }
    return WKS_OK;
}

static wks_code read_request(const wks_call *call, const wks_arguments *arguments, request *r,
                             wks_error *err)
{
    const char *path = NULL;
    source from;
    int rule = 0;
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(choose(call, arguments, "rule", rules, &rule, err));
    r->options.rule = (wks_compare_rule)rule;
    WKS_TRY(read_source(call, arguments, r, &from, err));
    WKS_TRY(read_against(call, arguments, r, err));
    WKS_TRY(wks_method_number(call, arguments, "fdr", 1e-6, 0.5, 0.05, &r->options.false_discovery,
                              err));
    WKS_TRY(wks_method_number(call, arguments, "confidence", 0.5, 0.9999, 0.95,
                              &r->options.confidence, err));
    WKS_TRY(wks_method_number(call, arguments, "least", 0, 1e9, 0, &r->options.least, err));
    WKS_TRY(wks_method_read(path, call->arena, &r->data, err));
    WKS_TRY(read_areas(call, arguments, r, err));
    WKS_TRY(read_parts(r, &from, call->arena, &r->parts, err));
    r->input.n_areas = r->data.n_rows;
    r->input.parts = r->parts;
    r->input.spatial_share = NAN;
    if (r->input.against == WKS_COMPARE_PERIOD) {
        WKS_TRY(read_earlier(r, &from, call->arena, err));
    } else if (r->input.against == WKS_COMPARE_LOOKALIKES) {
        WKS_TRY(read_lookalikes(call, arguments, r, err));
    }
    return WKS_OK;
}

/* ---- out --------------------------------------------------------------------------------------
 */

static void put_row(wks_buffer *out, const request *r, size_t row, const wks_comparison *at)
{
    const double numbers[] = {at->value,
                              at->lower,
                              at->upper,
                              at->reference,
                              at->reference_lower,
                              at->reference_upper,
                              at->difference,
                              at->difference_lower,
                              at->difference_upper,
                              at->p_value,
                              at->p_higher,
                              at->p_lower};
    wks_method_put_group(out, &r->data, &r->areas, r->areas.of_row[row]);
    if (r->input.group != NULL) {
        wks_buffer_text(out, ",");
        wks_method_put_group(out, &r->data, &r->groups, r->groups.of_row[row]);
    }
    for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
        wks_method_put_next(out, numbers[k]);
    }
    wks_buffer_printf(out, ",%s,%s\n", wks_label_code(at->label),
                      wks_label_reason_code(at->reason));
}

static void put_summary(wks_buffer *out, const request *r, const wks_compare_summary *of)
{
    wks_json json;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    for (const choice *at = rules; at->name != NULL; at++) {
        if (at->value == (int)r->options.rule) {
            wks_json_member_text(&json, "rule", at->name);
        }
    }
    wks_json_member_integer(&json, "areas", (int64_t)of->n_areas);
    wks_json_member_integer(&json, "tested", (int64_t)of->n_tested);
    wks_json_member_integer(&json, "flagged", (int64_t)(of->n_higher + of->n_lower));
    wks_json_member_integer(&json, "higher", (int64_t)of->n_higher);
    wks_json_member_integer(&json, "lower", (int64_t)of->n_lower);
    wks_json_member_number(&json, "expected_by_chance", of->expected_by_chance);
    wks_json_member_text(&json, "scale", of->scale);
    wks_json_member_number(&json, "between_sd", of->between_sd);
    wks_json_member_number(&json, "between_lower", of->between_lower);
    wks_json_member_number(&json, "between_upper", of->between_upper);
    wks_json_member_number(&json, "different_share", of->different_share);
    wks_json_member_number(&json, "spatial_share", of->spatial_share);
    wks_json_close_object(&json);
    wks_buffer_text(out, "\n");
}

static wks_code write_summary(const wks_call *call, const wks_arguments *arguments,
                              const request *r, const wks_compare_summary *of, wks_error *err)
{
    const char *path = wks_arguments_flag(call, arguments, "summary");
    wks_buffer out = {0};
    if (!call->is_quiet) {
        fprintf(stderr,
                wks_tr("%zu of %zu areas tested, %zu higher, %zu lower; %.1f of these flags would "
                       "be chance\n",
                       "%zu van %zu gebieden getoetst, %zu hoger, %zu lager; %.1f van deze "
                       "oordelen zou toeval zijn\n"),
                of->n_tested, of->n_areas, of->n_higher, of->n_lower, of->expected_by_chance);
    }
    if (path == NULL) {
        return WKS_OK;
    }
    put_summary(&out, r, of);
    return wks_file_write_buffer(path, &out, err);
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    request r = {0};
    wks_comparison *comparisons = NULL;
    wks_compare_summary summary;
    wks_buffer out = {0};
    WKS_TRY(read_request(call, arguments, &r, err));
    WKS_TRY(wks_arena_take(call->arena, r.data.n_rows, sizeof *comparisons, &comparisons, err));
    WKS_TRY(wks_compare(&r.input, &r.options, call->arena, comparisons, &summary, err));
    wks_method_put_text(&out, r.areas.header);
    if (r.input.group != NULL) {
        wks_buffer_printf(&out, ",%s", r.groups.header);
    }
    wks_buffer_text(&out, ",value,lower,upper,reference,reference_lower,reference_upper,difference,"
                          "difference_lower,difference_upper,p_value,p_higher,p_lower,label,"
                          "reason\n");
    for (size_t i = 0; i < r.data.n_rows; i++) {
        put_row(&out, &r, i, &comparisons[i]);
    }
    WKS_TRY(wks_method_write(call, arguments, &out, err));
    return write_summary(call, arguments, &r, &summary, err);
}

static const wks_flag flags[] = {
    WKS_METHOD_FLAGS,
    {"area", "COLUMN", "the area, one row each", "het gebied, elk een regel"},
    {"group", "COLUMN", "what the rest is the rest of, such as the gemeente",
     "waarvan de rest de rest is, zoals de gemeente"},
    {"x", "COLUMN", "counts: persons with it, or events", "aantallen: personen met het kenmerk"},
    {"n", "COLUMN", "counts: persons, or person-years", "aantallen: personen of persoonsjaren"},
    {"kind", "KIND", "of counts: proportion (default) or rate",
     "van aantallen: proportion (standaard) of rate"},
    {"y", "COLUMN", "estimates: the value", "schattingen: de waarde"},
    {"var", "COLUMN", "estimates: its sampling variance", "schattingen: de variantie ervan"},
    {"weight", "COLUMN", "estimates: what an area weighs among others (alike)",
     "schattingen: hoe zwaar een gebied telt (gelijk)"},
    {"weighted", "COLUMNS", "a weighted survey: sum_wy,sum_w,sum_ww",
     "een gewogen enquete: som_wy,som_w,som_ww"},
    {"rule", "RULE",
     "posterior (default), bh, funnel, plain, fingertips-single, "
     "fingertips-double, spc",
     "posterior (standaard), bh, funnel, plain, fingertips-single, fingertips-double, spc"},
    {"against", "WHAT", "rest (default), region, fixed:VALUE, lookalike, period",
     "rest (standaard), region, fixed:WAARDE, lookalike, period"},
    {"covariates", "COLUMNS", "look-alikes: what areas must have alike",
     "lookalike: waarin gebieden op elkaar lijken"},
    {"lookalikes", "NUMBER", "look-alikes: how many (5)", "lookalike: hoeveel (5)"},
    {"earlier", "COLUMNS", "period: the columns of the earlier one, as x,n",
     "period: de kolommen van de eerdere periode, als x,n"},
    {"fdr", "NUMBER", "false-discovery rate of posterior and bh (0.05)",
     "deel onterecht van posterior en bh (0.05)"},
    {"confidence", "NUMBER", "limits that plain, fingertips and spc judge by (0.95)",
     "grenzen waarop plain, fingertips en spc oordelen (0.95)"},
    {"least", "NUMBER", "fewer (effective) observations: too_few (0)",
     "minder (effectieve) waarnemingen: too_few (0)"},
    {"summary", "FILE", "write the counts of the whole here, as JSON",
     "schrijf de tellingen van het geheel hierheen, als JSON"},
};

const wks_verb wks_method_compare = {
    .group = "method",
    .name = "compare",
    .arguments = "",
    .english = "is an area higher or lower than the others, with an interval and chance counted",
    .dutch = "is een gebied hoger of lager dan de andere, met marge en toeval meegeteld",
    .more_english =
        "In: one row an area, either counts (--x, --n), estimates with their variance (--y, "
        "--var)\n"
        "or the sums of a weighted survey (--weighted).  An empty cell is a missing figure.\n"
        "Out: area, group; value, reference and difference (value - reference), each with its 95 "
        "%\n"
        "limits; p_value (two-sided); p_higher and p_lower: the probability that the area really\n"
        "differs; label (higher, lower, no_demonstrable_difference, none) and reason (missing,\n"
        "no_margin, too_few, no_rest, zero_population, not_comparable).\n"
        "An area is never compared with a whole that contains it.  Rules: "
        "docs/methods/compare.md.\n"
        "The last line, on standard error, says how many flags would be chance.\n"
        "  wijkscan method compare --data wijken.csv --area wijk --group gemeente --x met --n alle",
    .more_dutch =
        "In: een regel per gebied, met aantallen (--x, --n), schattingen met hun variantie (--y,\n"
        "--var) of de sommen van een gewogen enquete (--weighted).  Een lege cel: geen cijfer.\n"
        "Uit: gebied, groep; waarde, referentie en verschil (waarde - referentie), elk met "
        "grenzen\n"
        "van 95 %; p_value (tweezijdig); p_higher en p_lower: de kans dat het gebied echt "
        "afwijkt;\n"
        "label (higher, lower, no_demonstrable_difference, none) en reden (missing, no_margin,\n"
        "too_few, no_rest, zero_population, not_comparable).\n"
        "Een gebied wordt nooit vergeleken met een geheel waar het in ligt.  Regels:\n"
        "docs/methods/compare.md.  De laatste regel, op de foutuitvoer, zegt hoeveel oordelen\n"
        "toeval zouden zijn.\n"
        "  wijkscan method compare --data wijken.csv --area wijk --group gemeente --x met --n alle",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
