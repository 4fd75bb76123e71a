/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_catalogue.h"

#include "public/export/export_words.h"
#include "public/export/rdf.h"

#include <string.h>

#define AUTHORITY "http://publications.europa.eu/resource/authority/"
#define MEDIA "https://www.iana.org/assignments/media-types/"
#define CC_BY "https://creativecommons.org/licenses/by/4.0/"

/* What is said where wijkscan.yaml names nobody. */
#define NOBODY "Niet genoemd: in wijkscan.yaml staat geen uitgever (publisher)"

typedef struct catalogue {
    wks_picture *picture;
    int64_t release;
    bool is_package;
    wks_arena *arena;
    wks_rdf rdf;
    wks_table_release about;
    wks_table_publisher publisher;
    wks_table_indicator *indicators; /* [n_indicators] */
    size_t n_indicators;
} catalogue;

/* The forms that a dataset is handed out in. */
static const struct {
    const char *id; /* as the API calls it */
    const char *title;
    const char *file_type, *media_type;
} forms[] = {
    {"csv", "CSV", AUTHORITY "file-type/CSV", MEDIA "text/csv"},
    {"json-stat", "JSON-stat 2.0", AUTHORITY "file-type/JSON", MEDIA "application/json"},
    {"xlsx", "Excel", AUTHORITY "file-type/XLSX",
     MEDIA "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---- who, and where ------------------------------------------------------------------------ */

static wks_code write_publisher(catalogue *at, wks_error *err)
{
    wks_rdf *rdf = &at->rdf;
    const wks_table_publisher *publisher = &at->publisher;
    const char *mail =
        publisher->email == NULL ? "" : wks_arena_printf(at->arena, "mailto:%s", publisher->email);
    const char *name = publisher->name == NULL ? NOBODY : publisher->name;
    if (mail == NULL) {
        return wks_arena_fail(err);
    }
    wks_rdf_open(rdf, "#uitgever", "foaf:Agent");
    wks_rdf_dutch(rdf, "foaf:name", name);
    wks_rdf_iri(rdf, "foaf:homepage", publisher->website);
    wks_rdf_close(rdf);
    wks_rdf_open(rdf, "#contact", "vcard:Kind");
    wks_rdf_dutch(rdf, "vcard:fn", name);
    wks_rdf_iri(rdf, "vcard:hasEmail", mail);
    wks_rdf_iri(rdf, "vcard:hasURL", publisher->website);
    wks_rdf_close(rdf);
    return WKS_OK;
}

/* What every resource says of who answers for it. */
static void write_answerable(wks_rdf *rdf)
{
    wks_rdf_iri(rdf, "dct:publisher", "#uitgever");
    wks_rdf_iri(rdf, "dcat:contactPoint", "#contact");
}

static void write_open_and_about_health(wks_rdf *rdf)
{
    wks_rdf_iri(rdf, "dct:accessRights", AUTHORITY "access-right/PUBLIC");
    wks_rdf_iri(rdf, "dcat:theme", AUTHORITY "data-theme/HEAL");
    wks_rdf_iri(rdf, "dcat:theme", AUTHORITY "data-theme/SOCI");
}

/* ---- datasets ------------------------------------------------------------------------------ */

/* Everything about one indicator; texts live in the arena of the catalogue. */
typedef struct dataset {
    const wks_table_indicator *indicator;
    wks_table_offer offer;
    wks_table_source *sources; /* [n_sources] whose figures it holds */
    size_t n_sources;
    const char *iri;
    const char *licence;  /* IRI */
    bool has_own_licence; /* in words of the owners, not one that everybody knows */
} dataset;

/* One licence that everybody knows, or words of the owners, which are written down beside it. */
static wks_code choose_licence(catalogue *at, dataset *one, wks_error *err)
{
    one->has_own_licence = one->n_sources == 0;
    for (size_t i = 0; i < one->n_sources; i++) {
        one->has_own_licence |= strcmp(one->sources[i].licence, "CC BY 4.0") != 0;
    }
    one->licence = one->has_own_licence
                       ? wks_arena_printf(at->arena, "#licentie-%s", one->indicator->id)
                       : CC_BY;
    return one->licence == NULL ? wks_arena_fail(err) : WKS_OK;
}

static wks_code read_dataset(catalogue *at, const wks_table_indicator *indicator, dataset *out,
                             wks_error *err)
{
    *out = (dataset){.indicator = indicator,
                     .iri = wks_arena_printf(at->arena, "#dataset-%s", indicator->id)};
    if (out->iri == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_picture_table_offer(at->picture, at->release, indicator->id, at->arena, &out->offer,
                                    err));
    WKS_TRY(wks_picture_table_owners(at->picture, at->release, &out->offer, at->arena,
                                     &out->sources, &out->n_sources, err));
    return choose_licence(at, out, err);
}

static wks_code write_licence(catalogue *at, const dataset *one, wks_error *err)
{
    wks_buffer text = {0};
    const char *kept = NULL;
    if (!one->has_own_licence) {
        return WKS_OK;
    }
    for (size_t i = 0; i < one->n_sources; i++) {
        wks_buffer_printf(&text, "%s%s, %s: %s", i == 0 ? "" : "; ", one->sources[i].name,
                          one->sources[i].owner, one->sources[i].licence);
    }
    WKS_TRY(wks_buffer_keep(&text, at->arena, &kept, err));
    wks_rdf_open(&at->rdf, one->licence, "dct:LicenseDocument");
    wks_rdf_dutch(&at->rdf, "rdfs:label",
                  kept[0] == 0 ? "Niet genoemd: de uitgave noemt geen bron" : kept);
    wks_rdf_close(&at->rdf);
    return WKS_OK;
}

static wks_code write_creators(catalogue *at, const dataset *one, bool is_mention, wks_error *err)
{
    for (size_t i = 0; i < one->n_sources; i++) {
        const char *iri =
            wks_arena_printf(at->arena, "#eigenaar-%s-%s", one->indicator->id, one->sources[i].id);
        if (iri == NULL) {
            return wks_arena_fail(err);
        }
        if (is_mention) {
            wks_rdf_iri(&at->rdf, "dct:creator", iri);
        } else {
            wks_rdf_open(&at->rdf, iri, "foaf:Agent");
            wks_rdf_dutch(&at->rdf, "foaf:name", one->sources[i].owner);
            wks_rdf_iri(&at->rdf, "foaf:homepage", one->sources[i].website);
            wks_rdf_close(&at->rdf);
        }
    }
    if (is_mention && one->n_sources == 0) {
        wks_rdf_iri(&at->rdf, "dct:creator", "#uitgever");
    }
    return WKS_OK;
}

/* "First and last period" as a resource of its own. */
static wks_code write_period(catalogue *at, const dataset *one, const char *iri, wks_error *err)
{
    const char *first = NULL;
    const char *last = NULL;
    for (size_t i = 0; i < one->offer.n_series; i++) {
        const char *period = one->offer.series[i].period;
        first = first == NULL || strcmp(period, first) < 0 ? period : first;
        last = last == NULL || strcmp(period, last) > 0 ? period : last;
    }
    if (iri == NULL) {
        return wks_arena_fail(err);
    }
    wks_rdf_open(&at->rdf, iri, "dct:PeriodOfTime");
    wks_rdf_text(&at->rdf, "dcat:startDate", first, "xsd:gYear");
    wks_rdf_text(&at->rdf, "dcat:endDate", last, "xsd:gYear");
    wks_rdf_close(&at->rdf);
    return WKS_OK;
}

/* What it counts, of whom, and what to know. */
static wks_code describe(catalogue *at, const dataset *one, const char **out, wks_error *err)
{
    const wks_table_indicator *indicator = one->indicator;
    const char *const parts[][2] = {
        {"Telt: ", indicator->numerator},
        {"Van: ", indicator->denominator},
        {"Voor: ", indicator->population},
        {"", indicator->note},
        {"", at->about.is_invented ? WKS_EXPORT_INVENTED : NULL},
        {"", WKS_EXPORT_HIDDEN},
    };
    wks_buffer text = {0};
    for (size_t i = 0; i < COUNT(parts); i++) {
        const char *part = parts[i][1];
        if (part != NULL && *part != 0) {
            wks_buffer_printf(&text, "%s%s%s%s", text.n == 0 ? "" : " ", parts[i][0], part,
                              wks_text_ends(part, ".") ? "" : ".");
        }
    }
    return wks_buffer_keep(&text, at->arena, out, err);
}

static const char *distribution_of(catalogue *at, const dataset *one, size_t form)
{
    return wks_arena_printf(at->arena, "#distributie-%s-%s", one->indicator->id, forms[form].id);
}

static size_t count_forms(const catalogue *at)
{
    return at->is_package ? 1 : COUNT(forms); /* a package holds CSV alone */
}

static wks_code write_dataset(catalogue *at, const dataset *one, wks_error *err)
{
    wks_rdf *rdf = &at->rdf;
    const char *description = NULL;
    const char *period = wks_arena_printf(at->arena, "#periode-%s", one->indicator->id);
    const char *name =
        wks_arena_printf(at->arena, "%s, %s%s", one->indicator->name, at->about.region_name,
                         at->about.is_invented ? " (verzonnen cijfers)" : "");
    WKS_TRY(describe(at, one, &description, err));
    if (period == NULL || name == NULL) {
        return wks_arena_fail(err);
    }
    wks_rdf_open(rdf, one->iri, "dcat:Dataset");
    wks_rdf_dutch(rdf, "dct:title", name);
    wks_rdf_dutch(rdf, "dct:description", description);
    wks_rdf_text(rdf, "dct:identifier", one->indicator->id, NULL);
    write_answerable(rdf);
    WKS_TRY(write_creators(at, one, true, err));
    write_open_and_about_health(rdf);
    wks_rdf_dutch(rdf, "dcat:keyword", one->indicator->theme);
    wks_rdf_text(rdf, "dcat:version", at->about.id, NULL);
    wks_rdf_text(rdf, "dct:modified", at->about.released_on, "xsd:date");
    wks_rdf_iri(rdf, "dct:language", AUTHORITY "language/NLD");
    wks_rdf_iri(rdf, "dct:temporal", period);
    for (size_t i = 0; i < count_forms(at); i++) {
        const char *iri = distribution_of(at, one, i);
        if (iri == NULL) {
            return wks_arena_fail(err);
        }
        wks_rdf_iri(rdf, "dcat:distribution", iri);
    }
    wks_rdf_close(rdf);
    return write_period(at, one, period, err);
}

static wks_code write_distribution(catalogue *at, const dataset *one, size_t form, wks_error *err)
{
    wks_rdf *rdf = &at->rdf;
    const char *iri = distribution_of(at, one, form);
    const char *address =
        at->is_package ? wks_arena_printf(at->arena, "%s.csv", one->indicator->id)
                       : wks_arena_printf(at->arena, "/api/v1/indicatoren/%s/waarden?opmaak=%s",
                                          one->indicator->id, forms[form].id);
    if (iri == NULL || address == NULL) {
        return wks_arena_fail(err);
    }
    wks_rdf_open(rdf, iri, "dcat:Distribution");
    wks_rdf_dutch(rdf, "dct:title", forms[form].title);
    wks_rdf_iri(rdf, "dcat:accessURL", address);
    wks_rdf_iri(rdf, "dcat:downloadURL", address);
    wks_rdf_iri(rdf, "dct:license", one->licence);
    wks_rdf_iri(rdf, "dct:format", forms[form].file_type);
    wks_rdf_iri(rdf, "dcat:mediaType", forms[form].media_type);
    wks_rdf_close(rdf);
    return WKS_OK;
}

static wks_code add_dataset(catalogue *at, const wks_table_indicator *indicator, wks_error *err)
{
    dataset one;
    WKS_TRY(read_dataset(at, indicator, &one, err));
    WKS_TRY(write_dataset(at, &one, err));
    for (size_t i = 0; i < count_forms(at); i++) {
        WKS_TRY(write_distribution(at, &one, i, err));
    }
    WKS_TRY(write_creators(at, &one, false, err));
    return write_licence(at, &one, err);
}

/* The names of all of them, under this property. */
static wks_code write_datasets(catalogue *at, const char *property, wks_error *err)
{
    for (size_t i = 0; i < at->n_indicators; i++) {
        const char *iri = wks_arena_printf(at->arena, "#dataset-%s", at->indicators[i].id);
        if (iri == NULL) {
            return wks_arena_fail(err);
        }
        wks_rdf_iri(&at->rdf, property, iri);
    }
    return WKS_OK;
}

/* ---- services ------------------------------------------------------------------------------ */

static const struct {
    const char *iri, *title, *description, *endpoint, *openapi;
} services[] = {
    {"#dienst-api", "API van wijkscan",
     "Alle cijfers met hun statussen, oordelen en herkomst, als JSON.", "/api/v1/release",
     "/api/v1/openapi.json"},
    {"#dienst-ogc", "OGC API - Features van wijkscan",
     "Gemeenten, wijken en buurten met hun grenzen en met cijfers.", "/ogc/v1",
     "/ogc/v1/openapi.json"},
};

static wks_code add_service(catalogue *at, size_t i, wks_error *err)
{
    wks_rdf *rdf = &at->rdf;
    const char *licence = wks_arena_printf(at->arena, "#licentie-%s", services[i].iri + 1);
    if (licence == NULL) {
        return wks_arena_fail(err);
    }
    wks_rdf_open(rdf, services[i].iri, "dcat:DataService");
    wks_rdf_dutch(rdf, "dct:title", services[i].title);
    wks_rdf_dutch(rdf, "dct:description", services[i].description);
    wks_rdf_text(rdf, "dct:identifier", services[i].iri + 1, NULL);
    write_answerable(rdf);
    write_open_and_about_health(rdf);
    wks_rdf_iri(rdf, "dcat:endpointURL", services[i].endpoint);
    wks_rdf_iri(rdf, "dcat:endpointDescription", services[i].openapi);
    wks_rdf_iri(rdf, "dct:license", licence);
    WKS_TRY(write_datasets(at, "dcat:servesDataset", err));
    wks_rdf_close(rdf);
    wks_rdf_open(rdf, licence, "dct:LicenseDocument");
    wks_rdf_dutch(rdf, "rdfs:label",
                  "Per indicator die van de bron: zie de distributies van elke dataset.");
    wks_rdf_close(rdf);
    return WKS_OK;
}

/* ---- the whole ----------------------------------------------------------------------------- */

static const wks_rdf_prefix prefixes[] = {
    {"dcat", "http://www.w3.org/ns/dcat#"},
    {"dct", "http://purl.org/dc/terms/"},
    {"foaf", "http://xmlns.com/foaf/0.1/"},
    {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
    {"vcard", "http://www.w3.org/2006/vcard/ns#"},
    {"xsd", "http://www.w3.org/2001/XMLSchema#"},
};

static wks_code write_catalogue(catalogue *at, wks_error *err)
{
    wks_rdf *rdf = &at->rdf;
    const char *title = wks_arena_printf(at->arena, "wijkscan %s%s", at->about.region_name,
                                         at->about.is_invented ? " (verzonnen cijfers)" : "");
    if (title == NULL) {
        return wks_arena_fail(err);
    }
    wks_rdf_open(rdf, "#catalogus", "dcat:Catalog");
    wks_rdf_dutch(rdf, "dct:title", title);
    wks_rdf_dutch(rdf, "dct:description",
                  "Cijfers over mentaal welbevinden en geestelijke gezondheidszorg per wijk en "
                  "gemeente: een dataset per indicator.");
    write_answerable(rdf);
    wks_rdf_text(rdf, "dct:modified", at->about.released_on, "xsd:date");
    wks_rdf_iri(rdf, "dct:language", AUTHORITY "language/NLD");
    WKS_TRY(write_datasets(at, "dcat:dataset", err));
    for (size_t i = 0; !at->is_package && i < COUNT(services); i++) {
        wks_rdf_iri(rdf, "dcat:service", services[i].iri);
    }
    wks_rdf_close(rdf);
    return WKS_OK;
}

wks_code wks_export_catalogue(wks_picture *picture, int64_t release,
                              const wks_catalogue_options *options, wks_arena *arena,
                              wks_buffer *out, wks_error *err)
{
    const bool is_package = options->place == WKS_CATALOGUE_OF_PACKAGE;
    catalogue at = {.picture = picture,
                    .release = release,
                    .is_package = is_package,
                    .arena = arena,
                    .rdf = {.out = out,
                            .form = options->form,
                            .base = options->base,
                            .self = is_package ? "" : "/api/v1/catalogus"}};
    WKS_TRY(wks_picture_table_release(picture, release, arena, &at.about, err));
    WKS_TRY(wks_picture_table_publisher(picture, release, arena, &at.publisher, err));
    WKS_TRY(wks_picture_table_indicators(picture, release, arena, &at.indicators, &at.n_indicators,
                                         err));
    wks_rdf_begin(&at.rdf, prefixes, COUNT(prefixes));
    WKS_TRY(write_catalogue(&at, err));
    WKS_TRY(write_publisher(&at, err));
    for (size_t i = 0; i < at.n_indicators; i++) {
        WKS_TRY(add_dataset(&at, &at.indicators[i], err));
    }
    for (size_t i = 0; !is_package && i < COUNT(services); i++) {
        WKS_TRY(add_service(&at, i, err));
    }
    wks_rdf_end(&at.rdf);
    return wks_buffer_check(out, err);
}
