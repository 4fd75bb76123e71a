/* engines.c - what DuckDB and GDAL alone need to take in the files of examples/nederland.
 *
 * DuckDB reads the tables from CSV into a database file; GDAL reads the workbook into the CSV that
 * DuckDB then takes, and writes both layers of borders as GeoJSON.  No areas are matched, nothing
 * is judged, measured, simplified or published: this is the floor under `wijkscan build`.
 *
 * usage: engines DATA OUT      DATA is the folder with national/, OUT an empty folder
 * SPDX-License-Identifier: EUPL-1.2
 */
#include <duckdb.h>
#include <gdal_utils.h>

#include <stdio.h>
#include <stdlib.h>

static void check(int is_fine, const char *what)
{
    if (!is_fine) {
        fprintf(stderr, "engines: %s failed\n", what);
        exit(1);
    }
}

static void translate(const char *in, const char *format, const char *out, const char *layer)
{
    char *words[] = {"-f", (char *)format, (char *)layer, NULL};
    GDALDatasetH from = GDALOpenEx(in, GDAL_OF_VECTOR, NULL, NULL, NULL);
    check(from != NULL, in);
    GDALVectorTranslateOptions *options = GDALVectorTranslateOptionsNew(words, NULL);
    GDALDatasetH to = GDALVectorTranslate(out, NULL, 1, &from, options, NULL);
    check(to != NULL, out);
    GDALVectorTranslateOptionsFree(options);
    GDALClose(to);
    GDALClose(from);
}

static void load(duckdb_connection connection, const char *table, const char *path)
{
    char sql[4096];
    snprintf(sql, sizeof sql, "CREATE TABLE %s AS SELECT * FROM read_csv('%s', all_varchar = true)",
             table, path);
    check(duckdb_query(connection, sql, NULL) == DuckDBSuccess, path);
}

int main(int argc, char **argv)
{
    char in[2048];
    char out[2048];
    duckdb_database database = NULL;
    duckdb_connection connection = NULL;
    check(argc == 3, "usage: engines DATA OUT:");
    GDALAllRegister();
    snprintf(in, sizeof in, "%s/national/nl_wijk_2022_rd.gpkg", argv[1]);
    snprintf(out, sizeof out, "%s/wijken.geojson", argv[2]);
    translate(in, "GeoJSON", out, "wijken");
    snprintf(out, sizeof out, "%s/gemeenten.geojson", argv[2]);
    translate(in, "GeoJSON", out, "gemeenten");
    snprintf(in, sizeof in, "%s/national/rivm_50090NED_2020_18+.xlsx", argv[1]);
    snprintf(out, sizeof out, "%s/rivm.csv", argv[2]);
    translate(in, "CSV", out, NULL);

    snprintf(in, sizeof in, "%s/engines.duckdb", argv[2]);
    check(duckdb_open(in, &database) == DuckDBSuccess, in);
    check(duckdb_connect(database, &connection) == DuckDBSuccess, in);
    load(connection, "rivm", out);
    snprintf(in, sizeof in, "%s/national/kwb2020_84799NED_TypedDataSet.csv", argv[1]);
    load(connection, "kwb", in);
    snprintf(in, sizeof in, "%s/national/vektis_2022_gemeente.csv", argv[1]);
    load(connection, "vektis", in);
    duckdb_disconnect(&connection);
    duckdb_close(&database);
    return 0;
}
