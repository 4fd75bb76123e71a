/* `wijkscan export map`: the borders of the published picture with figures in them, as a file.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/file.h"
#include "base/language.h"
#include "programs/wijkscan/export_choice.h"
#include "programs/wijkscan/export_open.h"
#include "programs/wijkscan/verb.h"
#include "public/export/export_geojson.h"
#include "public/export/export_geopackage.h"

#include <stdio.h>
#include <string.h>

#define FORMAT_IDS "geojson, gpkg"

/* What is asked for. */
typedef struct wanted {
    bool is_geopackage;
    const char *indicator; /* id or code; NULL: all of them */
    const char *level;     /* NULL: each that has borders; in GeoJSON the finest */
    const char *period, *breakdown;
    const char *out; /* NULL: standard output */
} wanted;

static wks_code read_wanted(const wks_call *call, const wks_arguments *arguments, wanted *out,
                            wks_error *err)
{
    const char *format = wks_arguments_flag(call, arguments, "format");
    *out = (wanted){
        .is_geopackage = format != NULL && strcmp(format, "gpkg") == 0,
        .indicator = wks_arguments_flag(call, arguments, "indicator"),
        .level = wks_arguments_flag(call, arguments, "level"),
        .period = wks_arguments_flag(call, arguments, "period"),
        .breakdown = wks_arguments_flag(call, arguments, "breakdown"),
        .out = wks_arguments_flag(call, arguments, "out"),
    };
    if (format != NULL && !out->is_geopackage && strcmp(format, "geojson") != 0) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("--format: expected one of " FORMAT_IDS,
                               "--format: verwacht een van " FORMAT_IDS));
    }
    if (out->indicator == NULL && (out->period != NULL || out->breakdown != NULL)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--period and --breakdown are of one indicator: name it with "
                               "--indicator",
                               "--period en --breakdown horen bij een indicator: noem die met "
                               "--indicator"));
    }
    if (out->is_geopackage && out->out == NULL) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("a GeoPackage is not for standard output: name a file with --out",
                               "een GeoPackage is niet voor de standaarduitvoer: noem een bestand "
                               "met --out"));
    }
    return WKS_OK;
}

/* ---- finding it ---------------------------------------------------------------------------- */

static wks_code fail_level(const char *asked, const wks_features *layers, size_t n, wks_error *err)
{
    wks_buffer ids = {0};
    for (size_t i = 0; i < n; i++) {
        wks_buffer_printf(&ids, "%s%s", i == 0 ? "" : ", ", layers[i].layer->level);
    }
    if (n == 0) {
        return wks_fail(err, WKS_E_NOT_FOUND, "%s",
                        wks_tr("this release has no borders: load a file with borders, or run "
                               "`wijkscan build` again when it is from an earlier version",
                               "deze uitgave heeft geen grenzen: laad een bestand met grenzen, of "
                               "draai `wijkscan build` opnieuw als zij van een eerdere versie is"));
    }
    wks_fail(err, WKS_E_NOT_FOUND,
             wks_tr("no borders of --level %s; there are: %s",
                    "geen grenzen van --level %s; er zijn: %s"),
             asked, ids.n == 0 ? "-" : ids.bytes);
    wks_buffer_clear(&ids);
    return WKS_E_NOT_FOUND;
}

static bool has_level(const wks_table_offer *offer, const char *level)
{
    for (size_t i = 0; i < offer->n_series; i++) {
        if (strcmp(offer->series[i].level, level) == 0) {
            return true;
        }
    }
    return false;
}

typedef struct work {
    const wks_call *call;
    const wanted *asked;
    wks_picture *picture;
    int64_t release;
    wks_table_offer offer;
    wks_features layers[WKS_FEATURES_N_LAYERS]; /* [n] with borders, from coarse to fine */
    size_t n;
} work;

/* The layer of a level, where there are borders and figures of it. */
static wks_code add_layer(work *at, const wks_features_layer *layer, wks_error *err)
{
    const wanted *asked = at->asked;
    const bool has_one = asked->indicator != NULL;
    const wks_features_choice choice = {.layer = layer,
                                        .offer = has_one ? &at->offer : NULL,
                                        .period = asked->period,
                                        .breakdown = asked->breakdown,
                                        .has_all = !has_one};
    if (has_one) {
        const wks_table_choice chosen = {layer->level, asked->period, asked->breakdown};
        if (asked->level == NULL && !has_level(&at->offer, layer->level)) {
            return WKS_OK;
        }
        WKS_TRY(wks_export_check_choice(&at->offer, &chosen, at->call->arena, err));
    }
    WKS_TRY(wks_export_features(at->picture, at->release, &choice, at->call->arena,
                                &at->layers[at->n], err));
    at->n += at->layers[at->n].borders.n > 0;
    return WKS_OK;
}

static wks_code find_layers(work *at, wks_error *err)
{
    const wanted *asked = at->asked;
    const char *id = NULL;
    if (asked->indicator != NULL) {
        WKS_TRY(wks_export_find_indicator(at->picture, at->release, asked->indicator,
                                          at->call->arena, &id, err));
        WKS_TRY(wks_picture_table_offer(at->picture, at->release, id, at->call->arena, &at->offer,
                                        err));
    }
    for (size_t i = 0; i < WKS_FEATURES_N_LAYERS; i++) {
        if (asked->level == NULL || strcmp(asked->level, wks_features_layers[i].level) == 0) {
            WKS_TRY(add_layer(at, &wks_features_layers[i], err));
        }
    }
    if (at->n > 0) {
        return WKS_OK;
    }
    /* Which levels there are, whatever their figures. */
    for (size_t i = 0; i < WKS_FEATURES_N_LAYERS; i++) {
        const wks_features_choice bare = {.layer = &wks_features_layers[i]};
        WKS_TRY(wks_export_features(at->picture, at->release, &bare, at->call->arena,
                                    &at->layers[at->n], err));
        at->n += at->layers[at->n].borders.n > 0;
    }
    return fail_level(asked->level == NULL ? "" : asked->level, at->layers, at->n, err);
}

/* ---- writing it ---------------------------------------------------------------------------- */

/* "kaart_poh-ggz_wijk_2024_uitgave-2026-11-21.geojson"; NULL when out of memory. */
static const char *own_name(const work *at, const wks_features *layer)
{
    const bool is_one_level = !at->asked->is_geopackage || at->asked->level != NULL;
    return wks_arena_printf(
        at->call->arena, "kaart%s%s%s%s%s%s%s_uitgave-%s%s", layer->table == NULL ? "" : "_",
        layer->table == NULL ? "" : layer->table->indicator.id, is_one_level ? "_" : "",
        is_one_level ? layer->layer->level : "", layer->period == NULL ? "" : "_",
        layer->period == NULL ? "" : layer->period,
        layer->release.is_invented ? "_verzonnen-cijfers" : "", layer->release.released_on,
        at->asked->is_geopackage ? ".gpkg" : ".geojson");
}

static wks_code choose_path(const work *at, const wks_features *layer, const char **out,
                            wks_error *err)
{
    *out = at->asked->out;
    if (*out != NULL && wks_file_is_folder(*out)) {
        const char *name = own_name(at, layer);
        *out = name == NULL ? NULL : wks_file_join(at->call->arena, *out, name);
        if (*out == NULL) {
            return wks_arena_fail(err);
        }
    }
    if (*out != NULL && wks_file_exists(*out)) {
        return wks_fail(err, WKS_E_EXISTS, wks_tr("%s: is there already", "%s: bestaat al"), *out);
    }
    return WKS_OK;
}

static wks_code write_map(const work *at, wks_error *err)
{
    const wks_features *finest = &at->layers[at->n - 1];
    const char *path = NULL;
    wks_buffer file = {0};
    WKS_TRY(choose_path(at, finest, &path, err));
    if (at->asked->is_geopackage) {
        WKS_TRY(wks_export_geopackage(at->layers, at->n, path, at->call->arena, err));
        if (!at->call->is_quiet) {
            printf("%s\n", path);
        }
        return WKS_OK;
    }
    wks_code code = wks_export_geojson(finest, at->call->arena, &file, err);
    if (code == WKS_OK) {
        code = wks_export_put_out(at->call, path, &file, err);
    }
    wks_buffer_clear(&file);
    return code;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wanted asked;
    work at = {.call = call, .asked = &asked};
    wks_picture_release release;
    WKS_TRY(read_wanted(call, arguments, &asked, err));
    wks_code code = wks_export_open(call, arguments, &at.picture, &release, err);
    if (code == WKS_OK) {
        at.release = release.number;
        code = find_layers(&at, err);
    }
    if (code == WKS_OK) {
        code = write_map(&at, err);
    }
    wks_picture_read_close(at.picture);
    return code;
}

static const wks_flag flags[] = {
    {"workspace", "FOLDER", "where wijkscan.yaml stands (default: here)",
     "waar wijkscan.yaml staat (standaard: hier)"},
    {"indicator", "ID",
     "only this one, with all that is told of it (default: all, one figure each)",
     "alleen deze, met alles wat erover gezegd wordt (standaard: alle, elk een cijfer)"},
    {"level", "LEVEL",
     "gemeente, wijk or buurt (default: all in a GeoPackage, the finest in GeoJSON)",
     "gemeente, wijk of buurt (standaard: alle in een GeoPackage, de fijnste in GeoJSON)"},
    {"period", "PERIOD", "of the indicator (default: the latest with a figure)",
     "van de indicator (standaard: de laatste met een cijfer)"},
    {"breakdown", "ID", "of the indicator, such as 18-64 (default: its first)",
     "van de indicator, zoals 18-64 (standaard: de eerste)"},
    {"format", "FORMAT", FORMAT_IDS " (default: geojson)", FORMAT_IDS " (standaard: geojson)"},
    {"out", "FILE",
     "a new file, or a folder in which it gets a name of its own (default: the screen)",
     "een nieuw bestand, of een map waarin het een eigen naam krijgt (standaard: het scherm)"},
};

const wks_verb wks_verb_export_map = {
    .group = "export",
    .name = "map",
    .arguments = "",
    .english = "hand out the map with its figures, for QGIS and other programs",
    .dutch = "geef de kaart met haar cijfers, voor QGIS en andere programma's",
    .more_english =
        "geojson is RFC 7946: longitude and latitude, one level. gpkg is a GeoPackage: RD New, a\n"
        "layer a level. Borders are those of the map on the screen: simplified, for showing.\n"
        "Example: wijkscan export map --format gpkg --out .",
    .more_dutch =
        "geojson is RFC 7946: lengte en breedte, een niveau. gpkg is een GeoPackage: RD New, een\n"
        "laag per niveau. De grenzen zijn die van de kaart op het scherm: vereenvoudigd, om te "
        "laten zien.\n"
        "Voorbeeld: wijkscan export map --format gpkg --out .",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
