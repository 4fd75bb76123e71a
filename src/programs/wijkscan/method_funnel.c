/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "private/method/funnel.h"
#include "private/method/funnel_spread.h"
#include "programs/wijkscan/method.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* One of words, "a|b|c" in the message; words[0] when not given. */
static wks_code read_word(const wks_call *call, const wks_arguments *arguments, const char *flag,
                          const char *const *words, int *out, wks_error *err)
{
    const char *text = wks_arguments_flag(call, arguments, flag);
    wks_buffer names = {0};
    *out = 0;
    for (int i = 0; words[i] != NULL; i++) {
        if (text == NULL || strcmp(text, words[i]) == 0) {
            *out = i;
            wks_buffer_clear(&names);
            return WKS_OK;
        }
        wks_buffer_printf(&names, "%s%s", i == 0 ? "" : ", ", words[i]);
    }
    const wks_code code = wks_fail(err, WKS_E_ARGUMENT,
                                   wks_tr("--%s: expected one of %s", "--%s: verwacht een van %s"),
                                   flag, names.bytes == NULL ? "-" : names.bytes);
    wks_buffer_clear(&names);
    return code;
}

static wks_code read_optional(const wks_call *call, const wks_arguments *arguments,
                              const wks_method_data *data, const char *flag, const double **out,
                              wks_error *err)
{
    const char *name = wks_arguments_flag(call, arguments, flag);
    double *column = NULL;
    if (name != NULL) {
        WKS_TRY(
            wks_method_numbers(data, name, strcmp(flag, "rate") == 0, call->arena, &column, err));
    }
    *out = column;
    return WKS_OK;
}

static wks_code read_data(const wks_call *call, const wks_arguments *arguments,
                          const wks_method_data *data, wks_funnel_data *out, wks_error *err)
{
    static const char *const kinds[] = {"proportion", "ratio", "rate", "dsr", NULL};
    const char *x = NULL;
    double *count = NULL;
    int kind = 0;
    WKS_TRY(wks_method_flag(call, arguments, "x", &x, err));
    WKS_TRY(read_word(call, arguments, "statistic", kinds, &kind, err));
    out->kind = (wks_funnel_kind)kind;
    out->n_areas = data->n_rows;
    WKS_TRY(wks_method_number(call, arguments, "per", 1e-9, 1e12, kind < 2 ? 100 : 100000,
                              &out->multiplier, err));
    WKS_TRY(wks_method_number(call, arguments, "years", 1e-9, 1000, 1, &out->years, err));
    out->as_bisected = wks_arguments_flag(call, arguments, "as-fingertips") != NULL;
    WKS_TRY(wks_method_numbers(data, x, false, call->arena, &count, err));
    out->count = count;
    WKS_TRY(read_optional(call, arguments, data, "n", &out->denominator, err));
    return read_optional(call, arguments, data, "rate", &out->rate, err);
}

static void put_curve(const wks_funnel *funnel, wks_buffer *out)
{
    wks_buffer_text(out, "at,baseline,lower_95,upper_95,lower_998,upper_998,at_lower_95,"
                         "at_upper_95,at_lower_998,at_upper_998\n");
    for (size_t i = 0; i < WKS_FUNNEL_N_POINTS; i++) {
        const wks_funnel_point *point = &funnel->points[i];
        const double fields[] = {funnel->baseline,   point->lower_95,     point->upper_95,
                                 point->lower_998,   point->upper_998,    point->at_lower_95,
                                 point->at_upper_95, point->at_lower_998, point->at_upper_998};
        wks_method_put_number(out, point->at);
        for (size_t k = 0; k < sizeof fields / sizeof fields[0]; k++) {
            wks_method_put_next(out, fields[k]);
        }
        wks_buffer_text(out, "\n");
    }
}

static void put_area(const wks_funnel_data *data, const wks_funnel *funnel,
                     const wks_funnel_spread *spread, wks_funnel_model model, size_t i,
                     wks_buffer *out)
{
    static const double z[] = {-1.959963984540054, 1.959963984540054, -3.090232306167814,
                               3.090232306167814};
    const wks_funnel_area *area = &funnel->areas[i];
    const wks_funnel_label label =
        model == WKS_FUNNEL_CHANCE ? area->label : wks_funnel_spread_label(spread, model, i);
    wks_method_put_number(out, (double)(i + 1));
    wks_method_put_next(out, area->value);
    wks_method_put_next(out, area->denominator);
    wks_method_put_next(out, funnel->baseline);
    wks_buffer_printf(out, ",%s", wks_funnel_label_name(label));
    for (size_t k = 0; k < 4; k++) {
        const bool has_limit = model != WKS_FUNNEL_CHANCE && !isnan(spread->se[i]);
        wks_method_put_next(out, has_limit ? wks_funnel_spread_limit(data, funnel, spread, model,
                                                                     funnel->denominator[i], z[k])
                                           : NAN);
    }
    wks_method_put_next(out, spread == NULL ? NAN : spread->z[i]);
    wks_method_put_next(out, spread == NULL ? NAN : spread->phi);
    wks_method_put_next(out, spread == NULL ? NAN : spread->factor);
    wks_method_put_next(out, spread == NULL ? NAN : spread->tau_squared);
    wks_buffer_text(out, "\n");
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    static const char *const models[] = {"chance", "factor", "random", NULL};
    wks_method_data data;
    wks_funnel_data areas = {0};
    wks_funnel funnel;
    wks_funnel_spread spread = {0};
    double winsorise = 0;
    int model = 0;
    const char *path = NULL;
    wks_buffer out = {0};
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(read_word(call, arguments, "model", models, &model, err));
    WKS_TRY(wks_method_number(call, arguments, "winsorise", 0, 0.49, 0.1, &winsorise, err));
    WKS_TRY(wks_method_read(path, call->arena, &data, err));
    WKS_TRY(read_data(call, arguments, &data, &areas, err));
    wks_code code = wks_funnel_make(&areas, call->arena, &funnel, err);
    const bool has_spread = areas.n_areas >= 3 || model != 0;
    if (code == WKS_OK && has_spread) {
        code = wks_funnel_spread_find(&areas, &funnel, winsorise, call->arena, &spread, err);
        if (code == WKS_E_ARGUMENT && model == 0) {
            spread = (wks_funnel_spread){0}; /* too few areas with a label: their labels stand */
            code = WKS_OK;
        }
    }
    if (code != WKS_OK) {
        return wks_error_prefix(
            err, code,
            wks_tr("%s, areas counted from line %zu", "%s, gebieden geteld vanaf regel %zu"),
            data.path, data.line[0]);
    }
    if (wks_arguments_flag(call, arguments, "curve") != NULL) {
        put_curve(&funnel, &out);
        return wks_method_write(call, arguments, &out, err);
    }
    wks_buffer_text(&out, "row,value,denominator,baseline,label,lower_95,upper_95,lower_998,"
                          "upper_998,z,phi,factor,tau_squared\n");
    for (size_t i = 0; i < areas.n_areas; i++) {
        put_area(&areas, &funnel, spread.z == NULL ? NULL : &spread, (wks_funnel_model)model, i,
                 &out);
    }
    return wks_method_write(call, arguments, &out, err);
}

static const wks_flag flags[] = {
    WKS_METHOD_FLAGS,
    {"x", "COLUMN", "the counts", "de aantallen"},
    {"n", "COLUMN", "population, or expected for a ratio", "bevolking, of verwacht bij een ratio"},
    {"rate", "COLUMN", "the rates, for rate or dsr", "de cijfers, bij rate of dsr"},
    {"statistic", "KIND", "proportion, ratio, rate or dsr (proportion)",
     "proportion, ratio, rate of dsr (proportion)"},
    {"per", "NUMBER", "per how many (100; rates 100000)", "per hoeveel (100; cijfers 100000)"},
    {"years", "NUMBER", "years of data in the counts (1)", "jaren in de aantallen (1)"},
    {"model", "MODEL", "chance, factor or random (chance)", "chance, factor of random (chance)"},
    {"winsorise", "SHARE", "pulled in at each end (0.1)", "bijgetrokken aan elk eind (0.1)"},
    {"curve", NULL, "the lines of the funnel instead", "de lijnen van de trechter"},
    {"as-fingertips", NULL, "curve by halving, as its tool", "lijnen door halveren, als daar"},
};

const wks_verb wks_method_funnel = {
    .group = "method",
    .name = "funnel",
    .arguments = "",
    .english = "which areas differ from the average by more than chance",
    .dutch = "welke gebieden meer dan toevallig van het gemiddelde verschillen",
    .more_english =
        "In: a row per area: a count, and what it is out of.\n"
        "Out: row,value,denominator,baseline,label,lower_95,upper_95,lower_998,upper_998,z,phi,\n"
        "factor,tau_squared.  label: Low or High (0.001) beyond the 99.8 % limits, (0.025) beyond\n"
        "the 95 % limits.  By chance alone 1 in 20 areas is beyond 95 %, 1 in 500 beyond 99.8 %.\n"
        "  --model chance   labels as PHEindicatormethods; the limits are in --curve\n"
        "  --model factor   limits widened by the root of factor: phi, the spread after pulling "
        "in\n"
        "                   the extremes, where it is more than chance gives\n"
        "  --model random   a variance tau_squared between areas is added\n"
        "z is against chance, on the arcsine (proportion) or root scale, as phi and tau_squared.\n"
        "--curve gives 100 points: at is a population (proportion) or events; at_* the population\n"
        "of a year, or the expected number, at which that many would be on the limit.",
    .more_dutch =
        "In: een rij per gebied: een aantal, en waarvan.\n"
        "Uit: row,value,denominator,baseline,label,lower_95,upper_95,lower_998,upper_998,z,phi,\n"
        "factor,tau_squared.  label: Low of High (0.001) buiten de grenzen van 99,8%, (0.025)\n"
        "buiten die van 95%. Door toeval alleen valt 1 op 20 gebieden buiten 95%, 1 op 500 buiten\n"
        "99,8%.\n"
        "  --model chance   labels zoals PHEindicatormethods; de grenzen staan in --curve\n"
        "  --model factor   grenzen verbreed met de wortel van factor: phi, de spreiding nadat de\n"
        "                   uitersten zijn bijgetrokken, als die meer is dan toeval geeft\n"
        "  --model random   een variantie tau_squared tussen gebieden komt erbij\n"
        "z is tegen toeval, op de schaal van arcsinus (proportion) of wortel, net als phi en\n"
        "tau_squared. --curve geeft 100 punten: at is een bevolking (proportion) of "
        "gebeurtenissen;\n"
        "at_* de bevolking van een jaar, of het verwachte aantal, waarbij zoveel op de grens ligt.",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
