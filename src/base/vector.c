/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/vector.h"

#include "base/file.h"
#include "base/language.h"
#include "base/text.h"
#include "base/vector_ogr.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_port.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
    RD_NEW = 28992,
    WGS84 = 4326,
    NUMBER_SIZE = 64 /* at least WKS_NUMBER_TEXT_SIZE */
};

typedef struct field_slot {
    const char *name;
    OGRFieldType kind;
    char number[NUMBER_SIZE]; /* a field that is no text, of the present row */
} field_slot;

struct wks_vector {
    const char *path;
    wks_arena *arena;
    GDALDatasetH file;
    const char *memory_path; /* the file was taken in, see open_turned_topojson; NULL otherwise */
    OGRLayerH layer;         /* chosen */
    field_slot *columns;
    size_t n_columns;
    OGRFeatureH row;
    size_t row_number;
    bool has_shapes;
    OGRCoordinateTransformationH to_rd; /* NULL: the layer is in RD New */
};

typedef struct extent {
    double left, right, bottom, top;
} extent;

/* The Netherlands with its part of the North Sea, with room to spare. */
static const extent rd_extent = {-100000, 350000, 250000, 900000};
static const extent degrees_extent = {1, 9, 49, 57};

static bool lies_in(OGREnvelope inner, extent outer)
{
    return inner.MinX >= outer.left && inner.MaxX <= outer.right && inner.MinY >= outer.bottom &&
           inner.MaxY <= outer.top;
}

static const char *const drivers[] = {
    "GPKG", "ESRI Shapefile", "GeoJSON", "TopoJSON", "XLSX", "ODS", NULL};

static GDALDatasetH open_file(const char *path)
{
    return GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers,
                      NULL, NULL);
}

/* GDAL knows a TopoJSON file by its first bytes, and some writers put "type" last.  Such a file is
 * taken into memory with its type in front; a key that comes twice does no harm. */
static GDALDatasetH open_turned_topojson(wks_vector *vector)
{
    static const char type[] = "{\"type\":\"Topology\",";
    wks_span text = {0};
    if (!(wks_text_ends(vector->path, ".topojson") || wks_text_ends(vector->path, ".json")) ||
        wks_file_read(vector->path, 0, vector->arena, &text, NULL) != WKS_OK || text.n == 0 ||
        text.at[0] != '{' || strstr(text.at, "\"Topology\"") == NULL) {
        return NULL;
    }
    size_t n = sizeof type - 1 + text.n - 1;
    char *turned = wks_arena_alloc(vector->arena, n, 1);
    if (turned == NULL) {
        return NULL;
    }
    memcpy(turned, type, sizeof type - 1);
    memcpy(turned + sizeof type - 1, text.at + 1, text.n - 1);
    vector->memory_path = wks_arena_printf(vector->arena, "/vsimem/wijkscan/%p/%s",
                                           (const void *)vector, wks_file_name(vector->path));
    VSILFILE *made = vector->memory_path == NULL
                         ? NULL
                         : VSIFileFromMemBuffer(vector->memory_path, (GByte *)turned, n, FALSE);
    if (made == NULL) {
        return NULL;
    }
    VSIFCloseL(made);
    CPLErrorReset();
    return open_file(vector->memory_path);
}

static wks_code open_any(wks_vector *vector, wks_error *err)
{
    vector->file = open_file(vector->path);
    if (vector->file == NULL) {
        const char *first_words =
            wks_arena_text(vector->arena, CPLGetLastErrorMsg()); /* more telling than the second */
        vector->file = open_turned_topojson(vector);
        if (vector->file == NULL) {
            return wks_fail(
                err, WKS_E_FORMAT,
                wks_tr("%s: cannot be read as GeoPackage, Shapefile, GeoJSON, TopoJSON, "
                       "XLSX or ODS (%s)",
                       "%s: niet te lezen als GeoPackage, Shapefile, GeoJSON, TopoJSON, "
                       "XLSX of ODS (%s)"),
                vector->path, first_words == NULL ? "" : first_words);
        }
    }
    /* Sheets are read at the first question about one; the settings of this thread count then. */
    for (int i = 0; i < GDALDatasetGetLayerCount(vector->file); i++) {
        OGR_L_GetLayerDefn(GDALDatasetGetLayer(vector->file, i));
    }
    return WKS_OK;
}

wks_code wks_vector_open(const char *path, wks_vector_header header, wks_arena *arena,
                         wks_vector **out, wks_error *err)
{
    *out = NULL;
    if (!wks_file_exists(path)) {
        return wks_fail(err, WKS_E_NOT_FOUND,
                        wks_tr("%s: no such file", "%s: dit bestand is er niet"), path);
    }
    wks_vector *vector = NULL;
    WKS_TRY(wks_arena_take(arena, 1, sizeof *vector, &vector, err));
    vector->arena = arena;
    vector->path = wks_arena_text(arena, path);
    if (vector->path == NULL) {
        return wks_arena_fail(err);
    }
    const char *headers = header == WKS_VECTOR_HEADER_NONE ? "DISABLE" : "FORCE";
    wks_vector_ogr_begin();
    GDALAllRegister();
    CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", headers);
    CPLSetThreadLocalConfigOption("OGR_ODS_HEADERS", headers);
    CPLSetThreadLocalConfigOption("OGR_XLSX_FIELD_TYPES", "STRING");
    CPLSetThreadLocalConfigOption("OGR_ODS_FIELD_TYPES", "STRING");
    wks_code code = open_any(vector, err);
    CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", NULL);
    CPLSetThreadLocalConfigOption("OGR_ODS_HEADERS", NULL);
    CPLSetThreadLocalConfigOption("OGR_XLSX_FIELD_TYPES", NULL);
    CPLSetThreadLocalConfigOption("OGR_ODS_FIELD_TYPES", NULL);
    wks_vector_ogr_end();
    if (code != WKS_OK) {
        wks_vector_close(vector);
        return code;
    }
    *out = vector;
    return WKS_OK;
}

/* What belongs to the chosen layer. */
static void leave_layer(wks_vector *vector)
{
    OGR_F_Destroy(vector->row);
    vector->row = NULL;
    vector->row_number = 0;
    if (vector->to_rd != NULL) {
        OCTDestroyCoordinateTransformation(vector->to_rd);
        vector->to_rd = NULL;
    }
    vector->layer = NULL;
    vector->n_columns = 0;
}

void wks_vector_close(wks_vector *vector)
{
    if (vector == NULL) {
        return;
    }
    wks_vector_ogr_begin();
    leave_layer(vector);
    if (vector->file != NULL) {
        GDALClose(vector->file);
        vector->file = NULL;
    }
    if (vector->memory_path != NULL) {
        VSIUnlink(vector->memory_path);
    }
    wks_vector_ogr_end();
}

size_t wks_vector_layers(const wks_vector *vector)
{
    return (size_t)GDALDatasetGetLayerCount(vector->file);
}

const char *wks_vector_layer_name(const wks_vector *vector, size_t layer)
{
    return OGR_L_GetName(GDALDatasetGetLayer(vector->file, (int)layer));
}

wks_code wks_vector_find_layer(const wks_vector *vector, const char *name, size_t *out,
                               wks_error *err)
{
    for (size_t i = 0; i < wks_vector_layers(vector); i++) {
        if (strcasecmp(wks_vector_layer_name(vector, i), name) == 0) {
            *out = i;
            return WKS_OK;
        }
    }
    wks_buffer list = {0};
    for (size_t i = 0; i < wks_vector_layers(vector); i++) {
        wks_buffer_printf(&list, "%s%s", i == 0 ? "" : ", ", wks_vector_layer_name(vector, i));
    }
    wks_code code =
        wks_fail(err, WKS_E_NOT_FOUND,
                 wks_tr("%s: has no layer %s; it holds: %s", "%s: heeft geen laag %s; wel: %s"),
                 vector->path, name, list.bytes == NULL ? "" : list.bytes);
    wks_buffer_clear(&list);
    return code;
}

/* RD New by its numbers: an ESRI .prj gives no EPSG code, and every program its own name. */
static bool is_rd_new(OGRSpatialReferenceH system)
{
    return OSRIsProjected(system) && OSRGetProjParm(system, "false_easting", 0, NULL) == 155000 &&
           OSRGetProjParm(system, "false_northing", 0, NULL) == 463000;
}

static wks_code fail_system(const wks_vector *vector, const char *english_why, wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("%s, layer %s: the coordinate system is unknown (%s); give the file RD "
                           "New (EPSG:28992) or WGS84 (EPSG:4326)",
                           "%s, laag %s: het coördinatenstelsel is onbekend (%s); geef het bestand "
                           "RD New (EPSG:28992) of WGS84 (EPSG:4326)"),
                    vector->path, OGR_L_GetName(vector->layer), english_why);
}

static wks_code make_transformation(wks_vector *vector, OGRSpatialReferenceH from, wks_error *err)
{
    OGRSpatialReferenceH rd = wks_vector_ogr_system(RD_NEW);
    if (rd == NULL) {
        return wks_fail(err, WKS_E_IO,
                        wks_tr("PROJ's database is missing: %s", "de database van PROJ mist: %s"),
                        wks_vector_ogr_words());
    }
    OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER);
    vector->to_rd = OCTNewCoordinateTransformation(from, rd);
    OSRRelease(rd);
    return vector->to_rd == NULL ? fail_system(vector, wks_vector_ogr_words(), err) : WKS_OK;
}

/* Which system the layer is in.  GeoJSON without "crs" counts as degrees to GDAL, though Dutch
 * files in metres exist: coordinates that cannot be degrees make the system unknown. */
static wks_code find_system(wks_vector *vector, wks_error *err)
{
    OGRSpatialReferenceH given = OGR_L_GetSpatialRef(vector->layer);
    if (given != NULL && is_rd_new(given)) {
        return WKS_OK;
    }
    OGREnvelope box = {0};
    bool has_box = OGR_L_GetExtent(vector->layer, &box, TRUE) == OGRERR_NONE;
    bool is_impossible = given != NULL && OSRIsGeographic(given) && has_box &&
                         (fabs(box.MaxX) > 360 || fabs(box.MaxY) > 360);
    if (given != NULL && !is_impossible) {
        OGRSpatialReferenceH from = OSRClone(given);
        wks_code code = from == NULL ? wks_arena_fail(err) : make_transformation(vector, from, err);
        if (from != NULL) {
            OSRRelease(from);
        }
        return code;
    }
    if (!has_box || lies_in(box, rd_extent)) {
        return WKS_OK; /* no coordinates at all, or RD New */
    }
    if (lies_in(box, degrees_extent)) {
        OGRSpatialReferenceH degrees = wks_vector_ogr_system(WGS84);
        wks_code code = degrees == NULL ? fail_system(vector, wks_vector_ogr_words(), err)
                                        : make_transformation(vector, degrees, err);
        if (degrees != NULL) {
            OSRRelease(degrees);
        }
        return code;
    }
    char found[160];
    snprintf(found, sizeof found, "x %.9g ... %.9g, y %.9g ... %.9g", box.MinX, box.MaxX, box.MinY,
             box.MaxY);
    return fail_system(vector, found, err);
}

static wks_code read_columns(wks_vector *vector, wks_error *err)
{
    OGRFeatureDefnH form = OGR_L_GetLayerDefn(vector->layer);
    size_t n = (size_t)OGR_FD_GetFieldCount(form);
    WKS_TRY(wks_arena_take(vector->arena, n, sizeof *vector->columns, &vector->columns, err));
    for (size_t i = 0; i < n; i++) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(form, (int)i);
        field_slot *one = &vector->columns[i];
        one->kind = OGR_Fld_GetType(field);
        one->name = wks_arena_text(vector->arena, OGR_Fld_GetNameRef(field));
        if (one->name == NULL) {
            return wks_arena_fail(err);
        }
    }
    vector->n_columns = n;
    vector->has_shapes = OGR_FD_GetGeomFieldCount(form) > 0;
    return WKS_OK;
}

wks_code wks_vector_choose(wks_vector *vector, size_t layer, wks_error *err)
{
    wks_vector_ogr_begin();
    leave_layer(vector);
    vector->layer = GDALDatasetGetLayer(vector->file, (int)layer);
    wks_code code = read_columns(vector, err);
    if (code == WKS_OK && vector->has_shapes) {
        code = find_system(vector, err);
    }
    OGR_L_ResetReading(vector->layer);
    wks_vector_ogr_end();
    return code;
}

bool wks_vector_has_shapes(const wks_vector *vector)
{
    return vector->has_shapes;
}

size_t wks_vector_columns(const wks_vector *vector)
{
    return vector->n_columns;
}

const char *wks_vector_column_name(const wks_vector *vector, size_t column)
{
    return vector->columns[column].name;
}

const char *wks_vector_column_list(const wks_vector *vector, wks_arena *arena)
{
    const char *list = wks_arena_text(arena, "");
    for (size_t i = 0; list != NULL && i < vector->n_columns; i++) {
        list = wks_arena_printf(arena, "%s%s%s", list, i == 0 ? "" : ", ", vector->columns[i].name);
    }
    return list;
}

wks_code wks_vector_next(wks_vector *vector, bool *has_row, wks_error *err)
{
    wks_code code = WKS_OK;
    wks_vector_ogr_begin();
    OGR_F_Destroy(vector->row);
    vector->row = OGR_L_GetNextFeature(vector->layer);
    *has_row = vector->row != NULL;
    vector->row_number++;
    if (vector->row == NULL && wks_vector_ogr_has_failed()) {
        code = wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s, layer %s, row %zu: cannot be read (%s)",
                               "%s, laag %s, rij %zu: niet te lezen (%s)"),
                        vector->path, OGR_L_GetName(vector->layer), vector->row_number,
                        wks_vector_ogr_words());
    }
    wks_vector_ogr_end();
    return code;
}

size_t wks_vector_row(const wks_vector *vector)
{
    return vector->row_number;
}

const char *wks_vector_text(wks_vector *vector, size_t index)
{
    if (!OGR_F_IsFieldSetAndNotNull(vector->row, (int)index)) {
        return NULL;
    }
    field_slot *field = &vector->columns[index];
    if (field->kind == OFTReal) {
        /* GDAL would print as many zeros as the file has room for. */
        double number = OGR_F_GetFieldAsDouble(vector->row, (int)index);
        return isnan(number) ? NULL : wks_number_text(number, field->number);
    }
    const char *text = OGR_F_GetFieldAsString(vector->row, (int)index);
    if (field->kind == OFTString) {
        return text;
    }
    /* GDAL prints every number into the same place. */
    snprintf(field->number, sizeof field->number, "%s", text);
    return field->number;
}

wks_code wks_vector_shape(wks_vector *vector, wks_arena *arena, wks_shape *out, wks_error *err)
{
    OGRGeometryH geometry = OGR_F_GetGeometryRef(vector->row);
    OGRGeometryH straight = NULL;
    wks_code code = WKS_OK;
    wks_vector_ogr_begin();
    if (geometry != NULL && OGR_G_HasCurveGeometry(geometry, TRUE)) {
        straight = OGR_G_GetLinearGeometry(geometry, 0, NULL);
        geometry = straight;
    }
    if (geometry != NULL && vector->to_rd != NULL &&
        OGR_G_Transform(geometry, vector->to_rd) != OGRERR_NONE) {
        code = wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s, layer %s, row %zu: a coordinate has no place in RD New (%s)",
                               "%s, laag %s, rij %zu: een coördinaat heeft geen plaats in RD New "
                               "(%s)"),
                        vector->path, OGR_L_GetName(vector->layer), vector->row_number,
                        wks_vector_ogr_words());
    } else {
        code = wks_vector_ogr_read(geometry, arena, out, err);
    }
    OGR_G_DestroyGeometry(straight);
    wks_vector_ogr_end();
    return code;
}
