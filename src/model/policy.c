/* The YAML of a policy, and where it is found.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "model/policy.h"

#include "base/embedded.h"
#include "base/file.h"
#include "base/language.h"
#include "model/policy_parts.h"
#include "model/yaml.h"

#include <cyaml/cyaml.h>

#include <stdint.h>
#include <string.h>

/* Made from catalogue/policies by tools/embed. */
extern const wks_embedded_text wks_shipped_policies[];
extern const size_t wks_shipped_policies_count;

enum {
    FILE_CAP_BYTES = 1024 * 1024,
    MOST_PERSONS = 1000000,
    NEEDED = CYAML_FLAG_POINTER,
    MAYBE = CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
    MAYBE_ENUM = CYAML_FLAG_STRICT | CYAML_FLAG_OPTIONAL
};

static const double default_range_percent = 10;

/* What the YAML holds in another shape than wks_policy: numbers as text (model/yaml.h). */
typedef struct dominance_file {
    const char *n;
    const char *k_percent;
} dominance_file;

typedef struct prior_file {
    const char *p;
    const char *n;
} prior_file;

typedef struct group_file {
    wks_policy_group group;
    const char *most_percent;
    const char *least_percent;
    const char *others_below;
} group_file;

typedef struct waiver_file {
    wks_policy_waiver waiver;
    const char **who;
    size_t n_who;
    const char **signatures;
    size_t n_signatures;
} waiver_file;

typedef struct policy_file {
    wks_policy policy;
    const char *rounding_base;
    const char *minimum_persons;
    const char *minimum_providers;
    const char *minimum_persons_per_provider;
    const char *insiders;
    const char *difference_minimum;
    const char *minimum_area_inhabitants;
    const char *survey_minimum;
    const char *range_percent;
    dominance_file *dominance;
    size_t n_dominance;
    prior_file *prior;
    group_file *group;
    waiver_file *waivers;
    size_t n_waivers;
    wks_policy_basis *basis;
    size_t n_basis;
} policy_file;

#define N(array) (sizeof(array) / sizeof(array)[0])

static const cyaml_strval_t yes_no[] = {{"yes", 1}, {"no", 0}};

static const cyaml_strval_t methods[] = {{"suppress", WKS_POLICY_SUPPRESSES},
                                         {"round", WKS_POLICY_ROUNDS},
                                         {"cell_key", WKS_POLICY_PERTURBS}};

static const cyaml_strval_t criteria[] = {{"A", WKS_POLICY_CRITERION_A},
                                          {"B", WKS_POLICY_CRITERION_B}};

static const cyaml_strval_t zeros[] = {{"published", WKS_POLICY_ZEROS_PUBLISHED},
                                       {"protected", WKS_POLICY_ZEROS_PROTECTED},
                                       {"structural", WKS_POLICY_ZEROS_STRUCTURAL}};

static const cyaml_schema_value_t text_entry = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, CYAML_UNLIMITED)};

#define TEXT(key, flags, type, member)                                                             \
    CYAML_FIELD_STRING_PTR(key, flags, type, member, 1, CYAML_UNLIMITED)
#define LIST(key, flags, type, member, n_member, entry)                                            \
    CYAML_FIELD_SEQUENCE_COUNT(key, flags, type, member, n_member, entry, 1, CYAML_UNLIMITED)

static const cyaml_schema_field_t dominance_fields[] = {
    TEXT("n", NEEDED, dominance_file, n), TEXT("k_percent", NEEDED, dominance_file, k_percent),
    CYAML_FIELD_END};
static const cyaml_schema_value_t dominance_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, dominance_file, dominance_fields)};

static const cyaml_schema_field_t prior_fields[] = {
    TEXT("p", NEEDED, prior_file, p), TEXT("n", NEEDED, prior_file, n), CYAML_FIELD_END};

static const cyaml_schema_field_t group_fields[] = {
    TEXT("most_percent", NEEDED, group_file, most_percent),
    TEXT("least_percent", NEEDED, group_file, least_percent),
    TEXT("others_below", MAYBE, group_file, others_below),
    LIST("identifying", MAYBE, group_file, group.identifying, group.n_identifying, &text_entry),
    LIST("sensitive", MAYBE, group_file, group.sensitive, group.n_sensitive, &text_entry),
    CYAML_FIELD_END};

static const cyaml_schema_field_t waiver_fields[] = {
    LIST("who", NEEDED, waiver_file, who, n_who, &text_entry),
    TEXT("what", NEEDED, waiver_file, waiver.what),
    TEXT("until", NEEDED, waiver_file, waiver.until),
    TEXT("reason", NEEDED, waiver_file, waiver.reason),
    LIST("signatures", NEEDED, waiver_file, signatures, n_signatures, &text_entry),
    CYAML_FIELD_END};
static const cyaml_schema_value_t waiver_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, waiver_file, waiver_fields)};

static const cyaml_schema_field_t basis_fields[] = {
    TEXT("rule", NEEDED, wks_policy_basis, rule), TEXT("source", NEEDED, wks_policy_basis, source),
    CYAML_FIELD_ENUM("confirmed", CYAML_FLAG_STRICT, wks_policy_basis, is_confirmed, yes_no,
                     N(yes_no)),
    CYAML_FIELD_END};
static const cyaml_schema_value_t basis_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, wks_policy_basis, basis_fields)};

#define NUMBER(key, member) TEXT(key, MAYBE, policy_file, member)

static const cyaml_schema_field_t policy_fields[] = {
    TEXT("id", NEEDED, policy_file, policy.id),
    TEXT("version", NEEDED, policy_file, policy.version),
    TEXT("nl", NEEDED, policy_file, policy.dutch),
    TEXT("en", NEEDED, policy_file, policy.english),
    CYAML_FIELD_ENUM("method", MAYBE_ENUM, policy_file, policy.method, methods, N(methods)),
    NUMBER("rounding_base", rounding_base),
    TEXT("minimum_persons", NEEDED, policy_file, minimum_persons),
    NUMBER("minimum_providers", minimum_providers),
    NUMBER("minimum_persons_per_provider", minimum_persons_per_provider),
    CYAML_FIELD_ENUM("criterion", MAYBE_ENUM, policy_file, policy.criterion, criteria, N(criteria)),
    NUMBER("insiders", insiders),
    CYAML_FIELD_ENUM("zeros", MAYBE_ENUM, policy_file, policy.zeros, zeros, N(zeros)),
    NUMBER("difference_minimum", difference_minimum),
    NUMBER("minimum_area_inhabitants", minimum_area_inhabitants),
    NUMBER("survey_minimum", survey_minimum),
    NUMBER("range_percent", range_percent),
    LIST("dominance", MAYBE, policy_file, dominance, n_dominance, &dominance_entry),
    CYAML_FIELD_MAPPING_PTR("p_percent", MAYBE, policy_file, prior, prior_fields),
    CYAML_FIELD_MAPPING_PTR("group", MAYBE, policy_file, group, group_fields),
    LIST("forced", MAYBE, policy_file, policy.forced, policy.n_forced, &text_entry),
    LIST("waivers", MAYBE, policy_file, waivers, n_waivers, &waiver_entry),
    LIST("basis", NEEDED, policy_file, basis, n_basis, &basis_entry),
    CYAML_FIELD_END};
static const cyaml_schema_value_t policy_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, policy_file, policy_fields)};

/* ---- numbers --------------------------------------------------------------------------------- */

/* The file, and where in it we are. */
typedef struct reading {
    const char *file;
    wks_span text;
    size_t line; /* of the section at hand */
    wks_error *err;
} reading;

static void enter(reading *at, const char *section)
{
    at->line = wks_yaml_line(at->text, section, at->line, at->line);
}

static wks_code fail_number(const reading *at, const char *key, const char *what, double least,
                            double most)
{
    char low[WKS_NUMBER_TEXT_SIZE];
    char high[WKS_NUMBER_TEXT_SIZE];
    return wks_fail(at->err, WKS_E_FORMAT,
                    wks_tr("%s, line %zu: key '%s' must hold %s from %s to %s",
                           "%s, regel %zu: bij '%s' hoort %s van %s tot en met %s"),
                    at->file, wks_yaml_line(at->text, key, at->line, at->line), key, what,
                    wks_number_text(least, low), wks_number_text(most, high));
}

/* text NULL: the key is not there, and *out stays as it was. */
static wks_code take_whole(const reading *at, const char *key, const char *text, int least,
                           int most, int *out)
{
    int64_t value = 0;
    if (text == NULL) {
        return WKS_OK;
    }
    if (!wks_text_integer((wks_span){text, strlen(text)}, &value) || value < least ||
        value > most) {
        return fail_number(at, key, wks_tr("a whole number", "een geheel getal"), least, most);
    }
    *out = (int)value;
    return WKS_OK;
}

static wks_code take_percent(const reading *at, const char *key, const char *text, double least,
                             double most, double *out)
{
    if (text == NULL) {
        return WKS_OK;
    }
    if (!wks_text_number((wks_span){text, strlen(text)}, false, out) || !(*out >= least) ||
        !(*out <= most)) {
        return fail_number(at, key, wks_tr("a percentage", "een percentage"), least, most);
    }
    return WKS_OK;
}

static wks_code take_dominance(reading at, const policy_file *file, wks_arena *arena,
                               wks_policy *out)
{
    wks_policy_dominance *rules = NULL;
    WKS_TRY(wks_arena_take(arena, file->n_dominance, sizeof *rules, &rules, at.err));
    enter(&at, "dominance");
    for (size_t i = 0; i < file->n_dominance; i++) {
        at.line++;
        enter(&at, "n");
        WKS_TRY(take_whole(&at, "n", file->dominance[i].n, 1, WKS_POLICY_MOST_KNOWN, &rules[i].n));
        WKS_TRY(take_percent(&at, "k_percent", file->dominance[i].k_percent, 1, 100,
                             &rules[i].k_percent));
    }
    out->dominance = rules;
    out->n_dominance = file->n_dominance;
    return WKS_OK;
}

static wks_code take_group(reading at, const group_file *from, wks_policy_group *out)
{
    enter(&at, "group");
    *out = from->group;
    out->is_given = true;
    WKS_TRY(take_percent(&at, "most_percent", from->most_percent, 50, 100, &out->most_percent));
    WKS_TRY(take_percent(&at, "least_percent", from->least_percent, 0, 50, &out->least_percent));
    return take_whole(&at, "others_below", from->others_below, 1, MOST_PERSONS, &out->others_below);
}

static wks_code take_numbers(reading at, const policy_file *file, wks_policy *out)
{
    WKS_TRY(take_whole(&at, "minimum_persons", file->minimum_persons, WKS_POLICY_LEAST_MINIMUM,
                       MOST_PERSONS, &out->minimum_persons));
    WKS_TRY(take_whole(&at, "rounding_base", file->rounding_base, 3, 100, &out->rounding_base));
    WKS_TRY(take_whole(&at, "minimum_providers", file->minimum_providers, 2, 1000,
                       &out->minimum_providers));
    WKS_TRY(take_whole(&at, "minimum_persons_per_provider", file->minimum_persons_per_provider, 1,
                       MOST_PERSONS, &out->minimum_persons_per_provider));
    WKS_TRY(take_whole(&at, "insiders", file->insiders, 0, 1, &out->insiders));
    WKS_TRY(take_whole(&at, "difference_minimum", file->difference_minimum, 2, MOST_PERSONS,
                       &out->difference_minimum));
    WKS_TRY(take_whole(&at, "minimum_area_inhabitants", file->minimum_area_inhabitants, 1,
                       MOST_PERSONS, &out->minimum_area_inhabitants));
    WKS_TRY(take_whole(&at, "survey_minimum", file->survey_minimum, WKS_POLICY_LEAST_MINIMUM,
                       MOST_PERSONS, &out->survey_minimum));
    return take_percent(&at, "range_percent", file->range_percent, 1, 100, &out->range_percent);
}

static wks_code take_prior(reading at, const prior_file *from, wks_policy_prior *out)
{
    enter(&at, "p_percent");
    WKS_TRY(take_percent(&at, "p", from->p, 1, 100, &out->p_percent));
    return take_whole(&at, "n", from->n, 1, WKS_POLICY_MOST_KNOWN - 1, &out->n_known);
}

/* Two of each: the schema can only say that a list is not empty. */
static wks_code take_waivers(reading at, const policy_file *file, wks_arena *arena, wks_policy *out)
{
    wks_policy_waiver *waivers = NULL;
    WKS_TRY(wks_arena_take(arena, file->n_waivers, sizeof *waivers, &waivers, at.err));
    enter(&at, "waivers");
    for (size_t i = 0; i < file->n_waivers; i++) {
        const waiver_file *from = &file->waivers[i];
        at.line++;
        enter(&at, "who");
        if (from->n_who != WKS_POLICY_N_SIGNERS || from->n_signatures != WKS_POLICY_N_SIGNERS) {
            return wks_fail(
                at.err, WKS_E_FORMAT,
                wks_tr("%s, line %zu: a waiver is signed by two persons: expected two in "
                       "'who' and two in 'signatures'",
                       "%s, regel %zu: een ontheffing is door twee personen getekend: "
                       "verwacht er twee bij 'who' en twee bij 'signatures'"),
                at.file, at.line);
        }
        waivers[i] = from->waiver;
        memcpy((void *)waivers[i].who, (const void *)from->who, sizeof waivers[i].who);
        memcpy((void *)waivers[i].signatures, (const void *)from->signatures,
               sizeof waivers[i].signatures);
    }
    out->waivers = waivers;
    out->n_waivers = file->n_waivers;
    return WKS_OK;
}

static wks_code read_text(const char *name, wks_span text, wks_arena *arena, wks_policy *out,
                          wks_error *err)
{
    policy_file *file = NULL;
    wks_hasher hasher;
    const reading at = {name, text, 1, err};
    WKS_TRY(wks_yaml_read(name, text, &policy_schema, arena, &file, err));
    *out = file->policy;
    out->file = name;
    out->insiders = 1;
    out->range_percent = default_range_percent;
    out->basis = file->basis;
    out->n_basis = file->n_basis;
    WKS_TRY(take_numbers(at, file, out));
    WKS_TRY(take_dominance(at, file, arena, out));
    if (file->prior != NULL) {
        WKS_TRY(take_prior(at, file->prior, &out->prior));
    }
    if (file->group != NULL) {
        WKS_TRY(take_group(at, file->group, &out->group));
    }
    WKS_TRY(take_waivers(at, file, arena, out));
    wks_hasher_init(&hasher);
    wks_hasher_add(&hasher, text.at, text.n);
    out->hash = wks_hasher_end(&hasher);
    return wks_policy_check(out, text, err);
}

/* ---- where it is ----------------------------------------------------------------------------- */

wks_code wks_policy_list(wks_arena *arena, const char **out, wks_error *err)
{
    wks_buffer list = {0};
    for (size_t i = 0; i < wks_shipped_policies_count; i++) {
        const wks_embedded_text *row = &wks_shipped_policies[i];
        wks_buffer_printf(&list, "%s%.*s", i == 0 ? "" : ", ",
                          (int)(strlen(row->name) - strlen(".yaml")), row->name);
    }
    return wks_buffer_keep(&list, arena, out, err);
}

static wks_code read_shipped(const char *id, wks_arena *arena, wks_policy *out, wks_error *err)
{
    const char *list = NULL;
    const char *name = wks_arena_printf(arena, "%s.yaml", id);
    const char *file = wks_arena_printf(arena, "catalogue/policies/%s.yaml", id);
    if (name == NULL || file == NULL) {
        return wks_arena_fail(err);
    }
    const wks_embedded_text *row =
        wks_embedded_find_text(wks_shipped_policies, wks_shipped_policies_count, name);
    if (row != NULL) {
        return read_text(file, (wks_span){row->text, row->size}, arena, out, err);
    }
    WKS_TRY(wks_policy_list(arena, &list, err));
    return wks_fail(
        err, WKS_E_NOT_FOUND,
        wks_tr("there is no policy '%s'; there are: %s, or give a file that ends in "
               ".yaml",
               "er is geen beleid '%s'; er zijn: %s, of geef een bestand dat eindigt op "
               ".yaml"),
        id, list);
}

wks_code wks_policy_read(const char *name, wks_arena *arena, wks_policy *out, wks_error *err)
{
    wks_span text = {0};
    *out = (wks_policy){0};
    if (strchr(name, '/') == NULL && !wks_text_ends(name, ".yaml")) {
        return read_shipped(name, arena, out, err);
    }
    const char *file = wks_arena_text(arena, name);
    if (file == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_file_read(file, FILE_CAP_BYTES, arena, &text, err));
    return read_text(file, text, arena, out, err);
}
