/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/workspace.h"

#include "base/file.h"
#include "base/language.h"
#include "model/area.h"
#include "model/yaml.h"

#include <cyaml/cyaml.h>

#include <stdbool.h>
#include <string.h>

#define FILE_NAME "wijkscan.yaml"

enum {
    FILE_CAP_BYTES = 4 * 1024 * 1024,
    LEAST_MINIMUM = 10, /* below this no count is published, whatever the file says */
    FIRST_EDITION = 1900,
    LAST_EDITION = 2100,
    MAYBE = CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL
};

typedef struct region_file {
    const char *code;
    const char *name;
    const char **gemeenten;
    size_t n_gemeenten;
} region_file;

typedef struct delivery_file {
    wks_delivery_entry entry;
    const char *edition;
} delivery_file;

typedef struct workspace_file {
    region_file region;
    wks_publisher publisher;
    delivery_file *deliveries;
    size_t n_deliveries;
    const char *minimum_persons;
    const char *policy;
} workspace_file;

static const cyaml_schema_value_t text_entry = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, CYAML_UNLIMITED)};

static const cyaml_schema_field_t region_fields[] = {
    CYAML_FIELD_STRING_PTR("code", MAYBE, region_file, code, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("name", MAYBE, region_file, name, 1, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("gemeenten", MAYBE, region_file, gemeenten, n_gemeenten, &text_entry,
                               0, CYAML_UNLIMITED),
    CYAML_FIELD_END};

static const cyaml_schema_field_t publisher_fields[] = {
    CYAML_FIELD_STRING_PTR("name", CYAML_FLAG_POINTER, wks_publisher, name, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("website", MAYBE, wks_publisher, website, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("email", MAYBE, wks_publisher, email, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};

#define DELIVERY_TEXT(key, flags, member)                                                          \
    CYAML_FIELD_STRING_PTR(key, flags, delivery_file, member, 1, CYAML_UNLIMITED)

static const cyaml_schema_field_t delivery_fields[] = {
    DELIVERY_TEXT("file", CYAML_FLAG_POINTER, entry.file),
    DELIVERY_TEXT("source", MAYBE, entry.source),
    DELIVERY_TEXT("period", MAYBE, entry.period),
    DELIVERY_TEXT("edition", MAYBE, edition),
    DELIVERY_TEXT("layer", MAYBE, entry.layer),
    CYAML_FIELD_END};
static const cyaml_schema_value_t delivery_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, delivery_file, delivery_fields)};

static const cyaml_schema_field_t workspace_fields[] = {
    CYAML_FIELD_MAPPING("region", CYAML_FLAG_OPTIONAL, workspace_file, region, region_fields),
    CYAML_FIELD_MAPPING("publisher", CYAML_FLAG_OPTIONAL, workspace_file, publisher,
                        publisher_fields),
    CYAML_FIELD_SEQUENCE_COUNT("deliveries", MAYBE, workspace_file, deliveries, n_deliveries,
                               &delivery_entry, 0, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("minimum_persons", MAYBE, workspace_file, minimum_persons, 1,
                           CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("policy", MAYBE, workspace_file, policy, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t workspace_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, workspace_file, workspace_fields)};

/* ---- reading ------------------------------------------------------------------------------- */

/* text as an area code of this level, in its canonical form. */
static wks_code read_code(const char *path, const char *key, const char *text, wks_level wanted,
                          wks_arena *arena, const char **out, wks_error *err)
{
    char code[WKS_AREA_CODE_SIZE];
    wks_level level = WKS_LEVEL_LAND;
    if (!wks_area_code_read((wks_span){text, strlen(text)}, code, &level) || level != wanted) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: key '%s': '%s' is no code of a %s",
                               "%s: '%s': '%s' is geen code van een %s"),
                        path, key, text, wks_level_id(wanted));
    }
    *out = wks_arena_text(arena, code);
    return *out == NULL ? wks_arena_fail(err) : WKS_OK;
}

static wks_code read_region(const char *path, const region_file *from, wks_arena *arena,
                            wks_workspace *out, wks_error *err)
{
    const char **gemeenten = NULL;
    if ((from->code == NULL) != (from->name == NULL)) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: key 'region' needs a code and a name",
                               "%s: bij 'region' horen een code en een naam (name)"),
                        path);
    }
    if (from->code == NULL && from->n_gemeenten > 0) {
        return wks_fail(
            err, WKS_E_FORMAT,
            wks_tr("%s: key 'gemeenten' needs a region with a code and a name",
                   "%s: bij 'gemeenten' hoort een regio met een code en een naam (name)"),
            path);
    }
    if (from->code != NULL) {
        WKS_TRY(
            read_code(path, "code", from->code, WKS_LEVEL_REGIO, arena, &out->region_code, err));
    }
    WKS_TRY(wks_arena_take(arena, from->n_gemeenten, sizeof *gemeenten, &gemeenten, err));
    for (size_t i = 0; i < from->n_gemeenten; i++) {
        WKS_TRY(read_code(path, "gemeenten", from->gemeenten[i], WKS_LEVEL_GEMEENTE, arena,
                          &gemeenten[i], err));
        for (size_t k = 0; k < i; k++) {
            if (wks_text_equal(gemeenten[i], gemeenten[k])) {
                return wks_fail(err, WKS_E_FORMAT,
                                wks_tr("%s: key 'gemeenten': %s is given twice",
                                       "%s: 'gemeenten': %s staat er twee keer"),
                                path, gemeenten[i]);
            }
        }
    }
    out->region_name = from->name;
    out->gemeenten = gemeenten;
    out->n_gemeenten = from->n_gemeenten;
    return WKS_OK;
}

/* No space, quote or bracket: it becomes a link in catalogues. */
static bool is_plain_address(const char *text)
{
    return strcspn(text, " \t\r\n\"'<>\\^`{|}") == strlen(text);
}

static wks_code read_publisher(const char *path, const wks_publisher *from, wks_workspace *out,
                               wks_error *err)
{
    out->publisher = *from;
    if (from->website != NULL && ((!wks_text_starts(from->website, "https://") &&
                                   !wks_text_starts(from->website, "http://")) ||
                                  !is_plain_address(from->website))) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: key 'website' of the publisher must be an address that starts "
                               "with https://",
                               "%s: 'website' van de uitgever (publisher) moet een adres zijn dat "
                               "met https:// begint"),
                        path);
    }
    const char *at = from->email == NULL ? NULL : strchr(from->email, '@');
    if (from->email != NULL &&
        (at == NULL || at == from->email || at[1] == 0 || !is_plain_address(from->email))) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: key 'email' of the publisher is no e-mail address",
                               "%s: 'email' van de uitgever (publisher) is geen e-mailadres"),
                        path);
    }
    return WKS_OK;
}

static wks_code check_delivery(const char *path, const wks_delivery_entry *delivery, wks_error *err)
{
    const char *period = delivery->period;
    const bool is_year =
        period == NULL || (strlen(period) == 4 && strspn(period, "0123456789") == 4);
    if (!is_year) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: delivery '%s': period '%s' must have four digits",
                               "%s: levering '%s': periode '%s' moet vier cijfers hebben"),
                        path, delivery->file, period);
    }
    if (delivery->edition != 0 &&
        (delivery->edition < FIRST_EDITION || delivery->edition > LAST_EDITION)) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: delivery '%s': edition %d is no year",
                               "%s: levering '%s': edition %d is geen jaar"),
                        path, delivery->file, delivery->edition);
    }
    return WKS_OK;
}

static wks_code read_deliveries(const char *path, const workspace_file *file, wks_arena *arena,
                                wks_workspace *out, wks_error *err)
{
    wks_delivery_entry *deliveries = NULL;
    WKS_TRY(wks_arena_take(arena, file->n_deliveries, sizeof *deliveries, &deliveries, err));
    for (size_t i = 0; i < file->n_deliveries; i++) {
        deliveries[i] = file->deliveries[i].entry;
        WKS_TRY(wks_yaml_integer(path, "edition", file->deliveries[i].edition,
                                 &deliveries[i].edition, err));
        WKS_TRY(check_delivery(path, &deliveries[i], err));
    }
    out->deliveries = deliveries;
    out->n_deliveries = file->n_deliveries;
    return WKS_OK;
}

static wks_code set_paths(const char *folder, wks_arena *arena, wks_workspace *out, wks_error *err)
{
    out->folder = wks_arena_text(arena, folder);
    out->vault_path = wks_file_join(arena, folder, "vault.duckdb");
    out->picture_path = wks_file_join(arena, folder, "picture.db");
    out->catalogue_path = wks_file_join(arena, folder, "catalogue");
    out->gate_path = wks_file_join(arena, folder, "gate");
    out->region_path = wks_file_join(arena, folder, "regio.db");
    return out->folder == NULL || out->vault_path == NULL || out->picture_path == NULL ||
                   out->catalogue_path == NULL || out->gate_path == NULL || out->region_path == NULL
               ? wks_arena_fail(err)
               : WKS_OK;
}

/* A path is one within the workspace. */
static wks_code set_policy(const char *folder, const char *policy, wks_arena *arena,
                           wks_workspace *out, wks_error *err)
{
    out->policy = policy;
    if (policy != NULL && (strchr(policy, '/') != NULL || wks_text_ends(policy, ".yaml"))) {
        out->policy = wks_file_join(arena, folder, policy);
        return out->policy == NULL ? wks_arena_fail(err) : WKS_OK;
    }
    return WKS_OK;
}

wks_code wks_workspace_read(const char *folder, wks_arena *arena, wks_workspace *out,
                            wks_error *err)
{
    workspace_file *file = NULL;
    wks_span text = {0};
    wks_workspace made = {0};
    char *path = wks_file_join(arena, folder, FILE_NAME);
    if (path == NULL) {
        return wks_arena_fail(err);
    }
    if (!wks_file_exists(path)) {
        return wks_fail(err, WKS_E_NOT_FOUND,
                        wks_tr("%s: there is no workspace here; make one with `wijkscan init %s`",
                               "%s: hier is geen werkmap; maak er een met `wijkscan init %s`"),
                        path, folder);
    }
    WKS_TRY(wks_file_read(path, FILE_CAP_BYTES, arena, &text, err));
    WKS_TRY(wks_yaml_read(path, text, &workspace_schema, arena, &file, err));
    WKS_TRY(read_region(path, &file->region, arena, &made, err));
    WKS_TRY(read_publisher(path, &file->publisher, &made, err));
    WKS_TRY(read_deliveries(path, file, arena, &made, err));
    made.minimum_persons = LEAST_MINIMUM;
    WKS_TRY(wks_yaml_integer(path, "minimum_persons", file->minimum_persons, &made.minimum_persons,
                             err));
    if (made.minimum_persons < LEAST_MINIMUM) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: key 'minimum_persons' must be %d or more",
                               "%s: 'minimum_persons' moet %d of hoger zijn"),
                        path, LEAST_MINIMUM);
    }
    WKS_TRY(set_paths(folder, arena, &made, err));
    WKS_TRY(set_policy(folder, file->policy, arena, &made, err));
    *out = made;
    return WKS_OK;
}

/* ---- writing ------------------------------------------------------------------------------- */

/* A YAML text in double quotes. */
static void put_quoted(wks_buffer *out, const char *text)
{
    wks_buffer_put(out, "\"", 1);
    for (const unsigned char *at = (const unsigned char *)text; *at != 0; at++) {
        if (*at < 0x20) {
            wks_buffer_printf(out, "\\x%02x", *at);
            continue;
        }
        if (*at == '"' || *at == '\\') {
            wks_buffer_put(out, "\\", 1);
        }
        wks_buffer_put(out, at, 1);
    }
    wks_buffer_put(out, "\"", 1);
}

static void put_member(wks_buffer *out, const char *before, const char *text)
{
    if (text != NULL) {
        wks_buffer_text(out, before);
        put_quoted(out, text);
        wks_buffer_put(out, "\n", 1);
    }
}

static void put_region(wks_buffer *out, const wks_workspace *given)
{
    wks_buffer_text(
        out,
        wks_tr(
            "# The region. Without it the whole country is loaded, and there is no region level.\n"
            "#   code       a region code: GG1106 is the GGD region Twente\n"
            "#   name       as screens show it\n"
            "#   gemeenten  the codes that make up the region; without them a delivery of\n"
            "#              'Gebieden in Nederland' (CBS) says which they are\n",
            "# De regio. Zonder regio wordt heel Nederland geladen en is er geen niveau regio.\n"
            "#   code       een regiocode: GG1106 is de GGD-regio Twente\n"
            "#   name       de naam zoals schermen die tonen\n"
            "#   gemeenten  de codes van de gemeenten in de regio; zonder deze regel zegt een\n"
            "#              levering van 'Gebieden in Nederland' (CBS) welke dat zijn\n"));
    if (given->region_code == NULL) {
        wks_buffer_text(out, "#region:\n#  code: GG1106\n#  name: Twente\n"
                             "#  gemeenten: [GM0141, GM0153]\n\n");
        return;
    }
    wks_buffer_text(out, "region:\n");
    put_member(out, "  code: ", given->region_code);
    put_member(out, "  name: ", given->region_name);
    for (size_t i = 0; i < given->n_gemeenten; i++) {
        wks_buffer_printf(out, "%s%s",
                          i == 0        ? "  gemeenten: ["
                          : i % 10 == 0 ? ",\n    "
                                        : ", ",
                          given->gemeenten[i]);
    }
    wks_buffer_text(out, given->n_gemeenten > 0 ? "]\n\n" : "\n");
}

static void put_publisher(wks_buffer *out, const wks_workspace *given)
{
    wks_buffer_text(
        out,
        wks_tr("# Who answers for what is published; the catalogue of the release names them.\n"
               "#   name     the organisation\n"
               "#   website  where it is found\n"
               "#   email    where questions go\n",
               "# Wie instaat voor wat wordt gepubliceerd; de catalogus van de uitgave noemt "
               "die.\n"
               "#   name     de organisatie\n"
               "#   website  waar die te vinden is\n"
               "#   email    waar vragen heen gaan\n"));
    if (given->publisher.name == NULL) {
        wks_buffer_text(out, "#publisher:\n#  name: GGD Twente\n#  website: "
                             "https://ggd.example\n#  email: vragen@ggd.example\n\n");
        return;
    }
    wks_buffer_text(out, "publisher:\n");
    put_member(out, "  name: ", given->publisher.name);
    put_member(out, "  website: ", given->publisher.website);
    put_member(out, "  email: ", given->publisher.email);
    wks_buffer_put(out, "\n", 1);
}

static void put_deliveries(wks_buffer *out, const wks_workspace *given)
{
    wks_buffer_text(
        out,
        wks_tr(
            "# What `wijkscan load` reads.\n"
            "#   file     the file, from this folder\n"
            "#   source   an id of the catalogue; without it the columns tell which\n"
            "#   period   the year of the figures, when neither the file nor its name says it\n"
            "#   edition  the year of the borders (indelingsjaar), when the source is not right\n"
            "#   layer    of a GeoPackage, when it has several\n",
            "# Wat `wijkscan load` leest.\n"
            "#   file     het bestand, gezien vanuit deze map\n"
            "#   source   een id uit de catalogus; zonder deze regel beslissen de kolommen\n"
            "#   period   het jaar van de cijfers, als het bestand en zijn naam dat niet zeggen\n"
            "#   edition  het jaar van de grenzen (indelingsjaar), als de bron het niet goed "
            "heeft\n"
            "#   layer    de laag van een GeoPackage, als er meer dan een is\n"));
    if (given->n_deliveries == 0) {
        wks_buffer_text(out, "#deliveries:\n#  - file: leveringen/kwb2020.csv\n"
                             "#    source: cbs-kwb\n#    period: \"2020\"\n\n");
        return;
    }
    wks_buffer_text(out, "deliveries:\n");
    for (size_t i = 0; i < given->n_deliveries; i++) {
        const wks_delivery_entry *delivery = &given->deliveries[i];
        put_member(out, "  - file: ", delivery->file);
        put_member(out, "    source: ", delivery->source);
        put_member(out, "    period: ", delivery->period);
        if (delivery->edition != 0) {
            wks_buffer_printf(out, "    edition: %d\n", delivery->edition);
        }
        put_member(out, "    layer: ", delivery->layer);
    }
    wks_buffer_put(out, "\n", 1);
}

wks_code wks_workspace_write(const char *folder, const wks_workspace *given, wks_error *err)
{
    wks_code code = WKS_OK;
    wks_buffer text = {0};
    wks_arena arena = {0};
    wks_arena_init(&arena, 0);
    char *path = wks_file_join(&arena, folder, FILE_NAME);
    if (path == NULL) {
        code = wks_arena_fail(err);
        goto done;
    }
    if (wks_file_exists(path)) {
        code = wks_fail(err, WKS_E_EXISTS,
                        wks_tr("%s: there is a workspace already", "%s: hier is al een werkmap"),
                        path);
        goto done;
    }
    wks_buffer_text(&text,
                    wks_tr("# A workspace of wijkscan: one region, its deliveries and rules.\n"
                           "# Every key may be left out.\n\n",
                           "# Een werkmap van wijkscan: een regio, de leveringen en de regels.\n"
                           "# Elke regel mag weg.\n\n"));
    put_region(&text, given);
    put_publisher(&text, given);
    put_deliveries(&text, given);
    wks_buffer_printf(
        &text,
        wks_tr("# A count of fewer people than this is not published. %d is the least.\n",
               "# Een aantal onder deze grens wordt niet gepubliceerd. %d is het minste.\n"),
        LEAST_MINIMUM);
    wks_buffer_printf(&text, "minimum_persons: %d\n",
                      given->minimum_persons > LEAST_MINIMUM ? given->minimum_persons
                                                             : LEAST_MINIMUM);
    wks_buffer_text(
        &text,
        wks_tr("# More rules of disclosure: a shipped policy (cbs, ggd, vektis) or a file.\n"
               "# policy: ggd\n",
               "# Meer regels voor onthulling: een meegeleverd beleid (cbs, ggd, vektis) of een "
               "bestand.\n"
               "# policy: ggd\n"));
    if ((code = wks_buffer_check(&text, err)) == WKS_OK) {
        code = wks_file_write(path, text.bytes, text.n, err);
    }
done:
    wks_buffer_clear(&text);
    wks_arena_clear(&arena);
    return code;
}
