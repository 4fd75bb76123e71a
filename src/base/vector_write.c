/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/vector_write.h"

#include "base/file.h"
#include "base/language.h"
#include "base/text.h"
#include "base/vector_ogr.h"

#include <cpl_conv.h>
#include <cpl_port.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef struct file_format {
    const char *ending;
    const char *driver;
    const char *layer_options; /* NAME=VALUE, "|" between */
} file_format;

static const file_format formats[] = {
    {".gpkg", "GPKG", "SPATIAL_INDEX=YES"},
    {".shp", "ESRI Shapefile", "ENCODING=UTF-8|DBF_DATE_LAST_UPDATE=2000-01-01"},
    {".geojson", "GeoJSON", "RFC7946=NO|COORDINATE_PRECISION=7"},
    {".xlsx", "XLSX", ""},
};

struct wks_vector_writer {
    const char *path;
    const wks_vector_form *form;
    GDALDriverH driver;
    GDALDatasetH file;
    OGRLayerH layer;
    OGRCoordinateTransformationH from_rd; /* NULL: the file is in RD New */
    bool was_made;                        /* there may be something to remove */
    bool has_transaction;
    GIntBig n_rows;
};

static wks_code fail_write(const wks_vector_writer *writer, wks_error *err)
{
    return wks_fail(err, WKS_E_IO,
                    wks_tr("%s: cannot be written (%s)", "%s: niet te schrijven (%s)"),
                    writer->path, wks_vector_ogr_words());
}

static const file_format *find_format(const char *path)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (wks_text_ends(path, formats[i].ending)) {
            return &formats[i];
        }
    }
    return NULL;
}

static wks_code add_columns(wks_vector_writer *writer, wks_error *err)
{
    static const OGRFieldType kinds[] = {
        [WKS_VECTOR_TEXT] = OFTString,
        [WKS_VECTOR_INTEGER] = OFTInteger64,
        [WKS_VECTOR_NUMBER] = OFTReal,
    };
    for (size_t i = 0; i < writer->form->n_columns; i++) {
        const wks_vector_column *column = &writer->form->columns[i];
        OGRFieldDefnH field = OGR_Fld_Create(column->name, kinds[column->kind]);
        OGRErr failed = field == NULL ? OGRERR_NOT_ENOUGH_MEMORY
                                      : OGR_L_CreateField(writer->layer, field, TRUE);
        OGR_Fld_Destroy(field);
        if (failed != OGRERR_NONE) {
            return fail_write(writer, err);
        }
    }
    return WKS_OK;
}

static wks_code make_layer(wks_vector_writer *writer, const file_format *format,
                           OGRSpatialReferenceH system, wks_error *err)
{
    writer->file = GDALCreate(writer->driver, writer->path, 0, 0, 0, GDT_Unknown, NULL);
    if (writer->file == NULL) {
        return fail_write(writer, err);
    }
    writer->was_made = true;
    char **options = CSLTokenizeString2(format->layer_options, "|", 0);
    if (writer->form->system == WKS_VECTOR_RD_NEW && strcmp(format->driver, "GeoJSON") == 0) {
        options = CSLSetNameValue(options, "COORDINATE_PRECISION", "3"); /* millimetres */
    }
    OGRwkbGeometryType kind = system == NULL                        ? wkbNone
                              : strcmp(format->driver, "GPKG") == 0 ? wkbMultiPolygon
                                                                    : wkbPolygon;
    writer->layer =
        GDALDatasetCreateLayer(writer->file, writer->form->layer, system, kind, options);
    CSLDestroy(options);
    return writer->layer == NULL ? fail_write(writer, err) : add_columns(writer, err);
}

static wks_code make_file(wks_vector_writer *writer, const file_format *format, wks_error *err)
{
    writer->driver = GDALGetDriverByName(format->driver);
    if (writer->driver == NULL) {
        return fail_write(writer, err);
    }
    if (writer->form->system == WKS_VECTOR_TABLE) {
        return make_layer(writer, format, NULL, err);
    }
    OGRSpatialReferenceH system = wks_vector_ogr_system(writer->form->system);
    OGRSpatialReferenceH rd = wks_vector_ogr_system(WKS_VECTOR_RD_NEW);
    wks_code code = WKS_OK;
    if (system != NULL && rd != NULL && writer->form->system != WKS_VECTOR_RD_NEW) {
        writer->from_rd = OCTNewCoordinateTransformation(rd, system);
    }
    if (system == NULL || rd == NULL ||
        (writer->from_rd == NULL && writer->form->system != WKS_VECTOR_RD_NEW)) {
        code = wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("EPSG:%d is no known coordinate system (%s)",
                               "EPSG:%d is geen bekend coördinatenstelsel (%s)"),
                        writer->form->system, wks_vector_ogr_words());
    } else {
        code = make_layer(writer, format, system, err);
    }
    if (system != NULL) {
        OSRRelease(system);
    }
    if (rd != NULL) {
        OSRRelease(rd);
    }
    return code;
}

wks_code wks_vector_write_open(const char *path, const wks_vector_form *form, wks_arena *arena,
                               wks_vector_writer **out, wks_error *err)
{
    *out = NULL;
    const file_format *format = find_format(path);
    if (format == NULL) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%s: must end in .gpkg, .shp, .geojson or .xlsx",
                               "%s: moet eindigen op .gpkg, .shp, .geojson of .xlsx"),
                        path);
    }
    if (wks_file_exists(path)) {
        return wks_fail(err, WKS_E_EXISTS, wks_tr("%s: exists already", "%s: bestaat al"), path);
    }
    wks_vector_writer *writer = NULL;
    WKS_TRY(wks_arena_take(arena, 1, sizeof *writer, &writer, err));
    writer->form = form;
    writer->path = wks_arena_text(arena, path);
    if (writer->path == NULL) {
        return wks_arena_fail(err);
    }
    wks_vector_ogr_begin();
    GDALAllRegister();
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
    wks_code code = make_file(writer, format, err);
    if (code == WKS_OK && strcmp(format->driver, "GPKG") == 0) {
        /* One transaction: a commit for every row takes minutes. */
        writer->has_transaction = GDALDatasetStartTransaction(writer->file, FALSE) == OGRERR_NONE;
    }
    wks_vector_ogr_end();
    if (code != WKS_OK) {
        wks_vector_write_close(writer);
        return code;
    }
    *out = writer;
    return WKS_OK;
}

static wks_code set_field(wks_vector_writer *writer, OGRFeatureH row, size_t i, const char *text,
                          wks_error *err)
{
    wks_span span = {text, strlen(text)};
    int64_t integer = 0;
    double number = 0;
    wks_vector_kind kind = writer->form->columns[i].kind;
    if ((kind == WKS_VECTOR_INTEGER && !wks_text_integer(span, &integer)) ||
        (kind == WKS_VECTOR_NUMBER && !wks_text_number(span, false, &number))) {
        return wks_fail(
            err, WKS_E_ARGUMENT,
            wks_tr("%s, column %s: a number expected", "%s, kolom %s: hier hoort een getal"),
            writer->path, writer->form->columns[i].name);
    }
    if (kind == WKS_VECTOR_INTEGER) {
        OGR_F_SetFieldInteger64(row, (int)i, integer);
    } else if (kind == WKS_VECTOR_NUMBER) {
        OGR_F_SetFieldDouble(row, (int)i, number);
    } else {
        OGR_F_SetFieldString(row, (int)i, text);
    }
    return WKS_OK;
}

static wks_code set_shape(wks_vector_writer *writer, OGRFeatureH row, const wks_shape *shape,
                          wks_error *err)
{
    OGRGeometryH geometry = wks_vector_ogr_make(shape);
    if (geometry == NULL) {
        return wks_arena_fail(err);
    }
    if (writer->from_rd != NULL && OGR_G_Transform(geometry, writer->from_rd) != OGRERR_NONE) {
        OGR_G_DestroyGeometry(geometry);
        return fail_write(writer, err);
    }
    return OGR_F_SetGeometryDirectly(row, geometry) == OGRERR_NONE ? WKS_OK
                                                                   : fail_write(writer, err);
}

wks_code wks_vector_write_row(wks_vector_writer *writer, const char *const *fields,
                              const wks_shape *shape, wks_error *err)
{
    wks_code code = WKS_OK;
    wks_vector_ogr_begin();
    OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(writer->layer));
    if (row == NULL) {
        code = wks_arena_fail(err);
    }
    for (size_t i = 0; code == WKS_OK && i < writer->form->n_columns; i++) {
        if (fields[i] != NULL) {
            code = set_field(writer, row, i, fields[i], err);
        }
    }
    if (code == WKS_OK && shape != NULL) {
        code = set_shape(writer, row, shape, err);
    }
    if (code == WKS_OK && OGR_L_CreateFeature(writer->layer, row) != OGRERR_NONE) {
        code = fail_write(writer, err);
    }
    writer->n_rows++;
    OGR_F_Destroy(row);
    wks_vector_ogr_end();
    return code;
}

static void release(wks_vector_writer *writer)
{
    if (writer->from_rd != NULL) {
        OCTDestroyCoordinateTransformation(writer->from_rd);
        writer->from_rd = NULL;
    }
    if (writer->file != NULL) {
        GDALClose(writer->file);
        writer->file = NULL;
    }
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", NULL);
}

/* Are all rows in the file?  GDAL's writers of GeoJSON and XLSX do not notice a full disk. */
static bool holds_all_rows(const wks_vector_writer *writer)
{
    CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", "FORCE");
    GDALDatasetH file =
        GDALOpenEx(writer->path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
    OGRLayerH layer = file == NULL ? NULL : GDALDatasetGetLayer(file, 0);
    bool is_complete = layer != NULL && OGR_L_GetFeatureCount(layer, TRUE) == writer->n_rows;
    CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", NULL);
    if (file != NULL) {
        GDALClose(file);
    }
    return is_complete;
}

wks_code wks_vector_write_finish(wks_vector_writer *writer, wks_error *err)
{
    wks_vector_ogr_begin();
    if (writer->has_transaction) {
        GDALDatasetCommitTransaction(writer->file);
    }
    if (!wks_vector_ogr_has_failed()) {
        GDALFlushCache(writer->file);
        release(writer);
    }
    wks_code code = WKS_OK;
    if (wks_vector_ogr_has_failed()) {
        code = fail_write(writer, err);
    } else if (!holds_all_rows(writer)) {
        code = wks_fail(err, WKS_E_IO,
                        wks_tr("%s: not all rows could be written; is the disk full?",
                               "%s: niet alle rijen zijn geschreven; is de schijf vol?"),
                        writer->path);
    }
    wks_vector_ogr_end();
    if (code != WKS_OK) {
        wks_vector_write_close(writer);
    }
    return code;
}

void wks_vector_write_close(wks_vector_writer *writer)
{
    if (writer == NULL) {
        return;
    }
    wks_vector_ogr_begin();
    release(writer);
    if (writer->was_made) {
        GDALDeleteDataset(writer->driver, writer->path);
    }
    wks_vector_ogr_end();
}
