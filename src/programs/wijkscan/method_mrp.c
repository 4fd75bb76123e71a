/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/method_mrp.h"

#include "base/json.h"
#include "base/language.h"
#include "programs/wijkscan/method.h"

#include <math.h>
#include <stdint.h>

/* ---- rows ----------------------------------------------------------------------------------- */

static const char *status_text(wks_survey_status status)
{
    switch (status) {
    case WKS_SURVEY_OK:
        return "estimate";
    case WKS_SURVEY_PREDICTED:
        return "predicted";
    case WKS_SURVEY_NOT_APPLICABLE:
    default:
        return "not_applicable";
    }
}

static void put_row(const char *level, const char *code, const char *group,
                    const wks_survey_estimate *row, const wks_survey_check *check, wks_buffer *out)
{
    const wks_posterior *posterior = &row->posterior;
    const wks_survey_direct *direct = &row->direct;
    wks_buffer_printf(out, "%s,", level);
    wks_method_put_text(out, code);
    wks_buffer_text(out, ",");
    wks_method_put_text(out, group);
    wks_method_put_next(out, posterior->mean);
    wks_method_put_next(out, posterior->lower);
    wks_method_put_next(out, posterior->upper);
    wks_method_put_next(out, posterior->sd);
    wks_method_put_next(out, direct->value);
    wks_method_put_next(out, direct->lower);
    wks_method_put_next(out, direct->upper);
    wks_method_put_next(out, direct->n);
    wks_buffer_printf(out, ",%s", status_text(row->status));
    wks_method_put_next(out, row->residents);
    wks_method_put_next(out, direct->se);
    wks_method_put_next(out, direct->n_effective);
    wks_method_put_next(out, check == NULL ? NAN : check->difference);
    wks_method_put_next(out, check == NULL ? NAN : check->z);
    wks_method_put_next(out, check == NULL ? NAN : check->shift);
    wks_buffer_text(out, "\n");
}

static void put_rows(const wks_method_mrp_input *input, const wks_survey_result *result,
                     wks_buffer *out)
{
    wks_buffer_text(out, "level,area,group,estimate,lower,upper,sd,direct,direct_lower,"
                         "direct_upper,n,status,residents,direct_se,n_effective,difference,z,"
                         "shift\n");
    for (size_t i = 0; i < input->areas.n; i++) {
        const char *group = input->groups.n == 0 ? "" : input->groups.text[input->survey.group[i]];
        put_row("area", input->areas.text[i], group, &result->areas[i], NULL, out);
    }
    for (size_t g = 0; g < input->groups.n; g++) {
        put_row("group", input->groups.text[g], input->groups.text[g], &result->groups[g],
                &result->checks[g], out);
    }
    put_row("all", "", "", &result->region, &result->region_check, out);
}

/* ---- summary -------------------------------------------------------------------------------- */

static void put_summary(wks_json *json, const char *key, const wks_bym2_summary *of)
{
    wks_json_key(json, key);
    wks_json_open_object(json);
    wks_json_member_number(json, "mean", of->mean);
    wks_json_member_number(json, "sd", of->sd);
    wks_json_member_number(json, "lower", of->lower);
    wks_json_member_number(json, "median", of->median);
    wks_json_member_number(json, "upper", of->upper);
    wks_json_close_object(json);
}

static void put_coefficients(wks_json *json, const wks_survey_result *result)
{
    wks_json_key(json, "coefficients");
    wks_json_open_array(json);
    for (size_t k = 0; k < result->n_coefficients; k++) {
        const wks_survey_coefficient *coefficient = &result->coefficient[k];
        wks_json_open_object(json);
        wks_json_member_text(json, "name", coefficient->name);
        put_summary(json, "logit", &coefficient->estimate);
        wks_json_member_number(json, "centre", coefficient->centre);
        wks_json_member_number(json, "scale", coefficient->scale);
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
}

static void put_counts(wks_json *json, const wks_method_mrp_input *input,
                       const wks_survey_result *result)
{
    wks_json_member_integer(json, "areas", (int64_t)input->areas.n);
    wks_json_member_integer(json, "areas_with_respondents", (int64_t)result->n_areas_with);
    wks_json_member_integer(json, "areas_predicted", (int64_t)result->n_empty);
    wks_json_member_integer(json, "areas_not_applicable", (int64_t)result->n_not_applicable);
    wks_json_member_integer(json, "strata", (int64_t)input->shape.n_strata);
    wks_json_member_number(json, "respondents", result->n_respondents);
    wks_json_member_number(json, "respondents_outside_population", result->n_outside);
    wks_json_member_integer(json, "terms_dropped", (int64_t)result->n_dropped);
    wks_json_member_number(json, "weight_variation", result->weight_variation);
    wks_json_member_integer(json, "draws", (int64_t)result->n_draws);
}

static void put_diagnostics(wks_json *json, const wks_bym2_diagnostics *of)
{
    wks_json_key(json, "computation");
    wks_json_open_object(json);
    wks_json_member_integer(json, "flags", of->flags);
    wks_json_member_bool(json, "dense", of->is_dense);
    wks_json_member_integer(json, "points", (int64_t)of->n_points);
    wks_json_member_integer(json, "evaluations", (int64_t)of->n_evaluations);
    wks_json_member_integer(json, "newton_steps", (int64_t)of->n_newton);
    wks_json_member_number(json, "jitter", of->jitter);
    wks_json_member_number(json, "mode_gradient", of->mode_gradient);
    wks_json_close_object(json);
}

/* What to know of the result, a sentence each. */
static void put_notes(wks_json *json, bool is_weighted, unsigned flags)
{
    const struct {
        unsigned flag;
        const char *text;
    } notes[] = {
        {WKS_SURVEY_EMPTY_AREAS,
         wks_tr("areas without respondents are predicted from the covariates and their neighbours",
                "gebieden zonder respondenten zijn voorspeld uit de covariaten en hun buren")},
        {WKS_SURVEY_DROPPED_TERMS,
         wks_tr("interactions that no respondents tell apart are left out",
                "interacties die geen respondenten onderscheiden zijn weggelaten")},
        {WKS_SURVEY_WEIGHTS_CARRY_MORE,
         wks_tr("weights vary within cells: they carry more than the strata; add the weighting "
                "variables to the strata or covariates, or use --effective",
                "gewichten verschillen binnen cellen: ze dragen meer dan de strata; voeg de "
                "weegvariabelen toe aan de strata of covariaten, of gebruik --effective")},
        {WKS_SURVEY_MODEL_MISFIT,
         wks_tr("in a group the model lies more than 3 standard errors from the direct estimate",
                "in een groep ligt het model meer dan 3 standaardfouten van de directe schatting")},
        {WKS_SURVEY_NOT_BENCHMARKED,
         wks_tr("a group has no direct estimate strictly between 0 and 1 to be benchmarked to",
                "een groep heeft geen directe schatting tussen 0 en 1 om op aan te sluiten")},
    };

    wks_json_key(json, "notes");
    wks_json_open_array(json);
    if (!is_weighted) {
        wks_json_text(json,
                      wks_tr("no --weight: the direct estimates are plain shares of respondents, "
                             "and carry what response differs by age and sex",
                             "geen --weight: de directe schattingen zijn gewone aandelen van "
                             "respondenten, met de verschillen in respons naar leeftijd en "
                             "geslacht erin"));
    }
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        if ((flags & notes[i].flag) != 0) {
            wks_json_text(json, notes[i].text);
        }
    }
    wks_json_close_array(json);
}

static wks_code write_summary(const wks_call *call, const wks_arguments *arguments,
                              const wks_method_mrp_input *input, const wks_survey_result *result,
                              wks_error *err)
{
    wks_buffer out = {0};
    wks_json json;
    wks_json_init(&json, &out);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "method", "mrp");
    wks_json_member_text(&json, "area_effect", input->survey.neighbours == NULL ? "iid" : "bym2");
    put_counts(&json, input, result);
    put_coefficients(&json, result);
    put_summary(&json, "area_sd", &result->area_sd);
    put_summary(&json, "phi", &result->phi);
    wks_json_member_number(&json, "dic", result->dic);
    wks_json_member_number(&json, "log_likelihood", result->log_likelihood);
    put_diagnostics(&json, &result->model);
    put_notes(&json, input->is_weighted, result->flags);
    wks_json_close_object(&json);
    wks_buffer_text(&out, "\n");
    return wks_method_write_summary(call, arguments, &out, err);
}

/* ---- the verb ------------------------------------------------------------------------------- */

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_method_mrp_input *input = NULL;
    wks_survey_result result;
    wks_survey_options options = {0};
    wks_buffer out = {0};
    int n_draws = 0;
    int seed = 0;
    WKS_TRY(wks_arguments_number(call, arguments, "draws", 100, 100000, 2000, &n_draws, err));
    WKS_TRY(wks_arguments_number(call, arguments, "seed", 0, 2000000000, 0, &seed, err));
    WKS_TRY(wks_arena_take(call->arena, 1, sizeof *input, &input, err));
    WKS_TRY(wks_method_mrp_read(call, arguments, input, err));
    options.n_draws = (size_t)n_draws;
    options.seed = (uint64_t)seed;
    options.is_benchmarked = wks_arguments_flag(call, arguments, "benchmark") != NULL;
    if (options.is_benchmarked && input->groups.n == 0) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--benchmark needs --group", "bij --benchmark hoort --group"));
    }
    if (wks_arguments_flag(call, arguments, "effective") != NULL) {
        if (!input->is_weighted) {
            return wks_fail(err, WKS_E_ARGUMENT, "%s",
                            wks_tr("--effective needs --weight", "bij --effective hoort --weight"));
        }
        options.weights = WKS_SURVEY_WEIGHTS_EFFECTIVE;
    }
    WKS_TRY(wks_survey_model_fit(&input->survey, &options, call->arena, &result, err));
    WKS_TRY(write_summary(call, arguments, input, &result, err));
    put_rows(input, &result, &out);
    return wks_method_write(call, arguments, &out, err);
}

static const wks_flag flags[] = {
    WKS_METHOD_FLAGS,
    {"y", "COLUMN", "the answer: 0 or 1; with --trials how many say yes",
     "het antwoord: 0 of 1; met --trials hoeveel ja zeggen"},
    {"trials", "COLUMN", "rows are cells: how many respondents each has",
     "rijen zijn cellen: hoeveel respondenten elk heeft"},
    {"weight", "COLUMN", "weight of the respondent, or the mean of those of the cell",
     "gewicht van de respondent, of het gemiddelde van die van de cel"},
    {"effective", NULL, "let weights that vary within cells lower the weight of evidence",
     "laat gewichten die binnen cellen verschillen meetellen in het model"},
    {"area", "COLUMN", "the wijk, under this name in every file",
     "de wijk, onder deze naam in elk bestand"},
    {"strata", "A,B", "the factors, such as age,sex; under these names in both files",
     "de factoren, zoals leeftijd,geslacht; onder deze namen in beide bestanden"},
    {"population", "FILE", "the CSV of residents per area and stratum",
     "de CSV met inwoners per gebied en stratum"},
    {"residents", "COLUMN", "how many residents (N)", "hoeveel inwoners (N)"},
    {"covariates", "FILE", "the CSV with --x and --group per area (the population file)",
     "de CSV met --x en --group per gebied (het bevolkingsbestand)"},
    {"x", "A,B", "register figures of the areas", "registercijfers van de gebieden"},
    {"graph", "FILE", "the CSV of pairs of neighbours: its first two columns",
     "de CSV met paren buren: de eerste twee kolommen"},
    {"group", "COLUMN", "the gemeente of an area", "de gemeente van een gebied"},
    {"benchmark", NULL, "shift every gemeente to its direct estimate",
     "verschuif elke gemeente naar haar directe schatting"},
    {"draws", "NUMBER", "joint draws (2000)", "gezamenlijke trekkingen (2000)"},
    {"seed", "NUMBER", "of the draws (0)", "van de trekkingen (0)"},
    {"summary", "FILE", "write the JSON here instead of to standard error",
     "schrijf de JSON hierheen in plaats van naar de foutuitvoer"},
};

const wks_verb wks_method_mrp = {
    .group = "method",
    .name = "mrp",
    .arguments = "",
    .english = "from a survey to every wijk: multilevel regression with poststratification",
    .dutch = "van enquete naar elke wijk: multilevelregressie met poststratificatie",
    .more_english =
        "In: --data has a row per respondent (or with --trials per cell); --population the "
        "residents of "
        "every area\nand stratum, and so which areas there are (rows of one cell are summed).  The "
        "model: "
        "logit of the proportion =\nstrata, the first two with their interaction + covariates --x "
        "(standardised inside) + area effect (BYM2 over\n--graph; independent areas without it).  "
        "Weighting "
        "variables belong in the strata or covariates; --weight serves\nthe direct estimates.  At "
        "least 30 "
        "areas with respondents and 500 respondents.\n\n"
        "Out: a row per area, per group, and one for all:\n"
        "  level                       area, group or all\n"
        "  area, group                 codes\n"
        "  estimate, lower, upper, sd  proportion of residents by the model, 95 % interval, "
        "standard deviation\n"
        "  direct, direct_lower, direct_upper   weighted proportion of its own respondents, 95 % "
        "interval\n"
        "  n                           its respondents\n"
        "  status                      estimate; predicted: no respondents of its own; "
        "not_applicable: no residents\n"
        "  residents                   in the population\n"
        "  direct_se, n_effective      standard error of direct; what its weighted respondents are "
        "worth\n"
        "  difference, z               groups and all: model - direct before benchmarking; over "
        "direct_se\n"
        "  shift                       with --benchmark: what was added to the group's logits\n"
        "A group is in every draw the weighted sum of its areas.  The JSON: counts, coefficients "
        "on the logit "
        "scale\n(covariates per standard deviation), standard deviation between areas, phi (its "
        "spatial "
        "share), notes.\n\n"
        "EXAMPLE: wijkscan method mrp --data respondents.csv --y y --weight w --area wijk --strata "
        "age,sex \\\n"
        "  --population cells.csv --residents N --x ses --graph adj.csv",
    .more_dutch =
        "In: --data heeft een rij per respondent (of met --trials per cel); --population de "
        "inwoners van elk "
        "gebied\nen stratum, en dus welke gebieden er zijn (rijen van een cel worden opgeteld).  "
        "Het model: "
        "logit van het aandeel =\nstrata, de eerste twee met hun interactie + covariaten --x "
        "(binnenin "
        "gestandaardiseerd) + gebiedseffect (BYM2 over\n--graph; zonder graaf losse gebieden).  "
        "Weegvariabelen "
        "horen in de strata of covariaten; --weight dient de\ndirecte schattingen.  Minstens 30 "
        "gebieden met "
        "respondenten en 500 respondenten.\n\n"
        "Uit: een rij per gebied, per groep, en een voor alles:\n"
        "  level                       area, group of all\n"
        "  area, group                 codes\n"
        "  estimate, lower, upper, sd  aandeel van de inwoners volgens het model, 95 %-interval, "
        "standaarddeviatie\n"
        "  direct, direct_lower, direct_upper   gewogen aandeel van de eigen respondenten, 95 "
        "%-interval\n"
        "  n                           eigen respondenten\n"
        "  status                      estimate; predicted: geen eigen respondenten; "
        "not_applicable: geen inwoners\n"
        "  residents                   in de bevolking\n"
        "  direct_se, n_effective      standaardfout van direct; wat de gewogen respondenten waard "
        "zijn\n"
        "  difference, z               groepen en alles: model - direct voor het aansluiten; "
        "gedeeld door direct_se\n"
        "  shift                       met --benchmark: wat bij de logits van de groep is "
        "opgeteld\n"
        "Een groep is in elke trekking de gewogen som van haar gebieden.  De JSON: aantallen, "
        "coefficienten op de "
        "logitschaal\n(covariaten per standaarddeviatie), standaarddeviatie tussen gebieden, phi "
        "(het "
        "ruimtelijke deel), opmerkingen.\n\n"
        "VOORBEELD: wijkscan method mrp --data respondenten.csv --y y --weight w --area wijk "
        "--strata "
        "leeftijd,geslacht \\\n  --population cellen.csv --residents N --x ses --graph buren.csv",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
