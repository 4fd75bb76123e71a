/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/intake/borders.h"

#include "base/language.h"
#include "base/text.h"
#include "base/vector.h"
#include "base/vector_shape.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    DBF_NAME_BYTES = 10,
    NO_COLUMN = -1
};

/* Which column of the chosen layer is what; NO_COLUMN where the source does not ask for it. */
typedef struct columns {
    int area, name, parent, change, skip;
    int *filters; /* [source->n_filters] */
} columns;

typedef struct border_row {
    wks_border border;
    size_t layer;
    size_t number; /* in its layer, from 1 */
} border_row;

typedef struct border_job {
    const wks_borders_file *file;
    const wks_source *source;
    wks_vector *vector;
    wks_arena *arena;
    columns columns;
    size_t layer;
    border_row *rows;
    size_t n_rows;
    size_t room;
    wks_borders *out;
    wks_error *err;
} border_job;

/* ---- columns ------------------------------------------------------------------------------- */

typedef enum stem_match {
    NO_MATCH,
    CUT,      /* the stem's first ten bytes, in a Shapefile */
    NUMBERED, /* the stem and _<1 to 3 digits> */
    SAME
} stem_match;

static stem_match compare_stem(const border_job *job, const char *stem, const char *name)
{
    size_t n = strlen(stem);
    if (strncasecmp(name, stem, n) == 0) {
        const char *rest = name + n;
        size_t n_digits = *rest == '_' ? strspn(rest + 1, "0123456789") : 0;
        if (*rest == 0) {
            return SAME;
        }
        if (n_digits >= 1 && n_digits <= 3 && rest[1 + n_digits] == 0) {
            return NUMBERED;
        }
    }
    bool is_cut = wks_text_ends(job->file->path, ".shp") && strlen(name) == DBF_NAME_BYTES &&
                  n > DBF_NAME_BYTES && strncasecmp(name, stem, DBF_NAME_BYTES) == 0;
    return is_cut ? CUT : NO_MATCH;
}

static int find_column(const border_job *job, const char *stem)
{
    int best = NO_COLUMN;
    stem_match best_match = NO_MATCH;
    for (size_t i = 0; stem != NULL && i < wks_vector_columns(job->vector); i++) {
        stem_match match = compare_stem(job, stem, wks_vector_column_name(job->vector, i));
        if (match > best_match) {
            best = (int)i;
            best_match = match;
        }
    }
    return best;
}

static wks_code fail_column(const border_job *job, const char *stem)
{
    const char *list = wks_vector_column_list(job->vector, job->arena);
    return wks_fail(job->err, WKS_E_FORMAT,
                    wks_tr("%s, layer %s: has no column %s, which source %s needs; it holds: %s",
                           "%s, laag %s: heeft geen kolom %s, die bron %s nodig heeft; wel: %s"),
                    job->file->path, wks_vector_layer_name(job->vector, job->layer), stem,
                    job->source->id, list == NULL ? "" : list);
}

static wks_code need_column(const border_job *job, const char *stem, int *out)
{
    *out = find_column(job, stem);
    return stem != NULL && *out == NO_COLUMN ? fail_column(job, stem) : WKS_OK;
}

static wks_code find_columns(border_job *job)
{
    const wks_source *source = job->source;
    columns *found = &job->columns;
    WKS_TRY(need_column(job, source->area.column, &found->area));
    WKS_TRY(need_column(job, source->area_name, &found->name));
    WKS_TRY(need_column(job, source->parent_column, &found->parent));
    WKS_TRY(need_column(job, source->change_column, &found->change));
    WKS_TRY(need_column(job, source->skip_column, &found->skip));
    WKS_TRY(wks_arena_take(job->arena, source->n_filters, sizeof *found->filters, &found->filters,
                           job->err));
    for (size_t i = 0; i < source->n_filters; i++) {
        WKS_TRY(need_column(job, source->filters[i].column, &found->filters[i]));
    }
    return WKS_OK;
}

/* ---- rows ---------------------------------------------------------------------------------- */

/* The field without its padding; an empty span for an empty field or a column not asked for. */
static wks_span field(const border_job *job, int column)
{
    const char *text = column == NO_COLUMN ? NULL : wks_vector_text(job->vector, (size_t)column);
    return text == NULL ? (wks_span){"", 0} : wks_span_trim(text, strlen(text));
}

static bool span_is(wks_span span, const char *text)
{
    return text != NULL && strlen(text) == span.n && memcmp(span.at, text, span.n) == 0;
}

static bool is_left_out(const border_job *job)
{
    const wks_source *source = job->source;
    if (source->skip_column != NULL && span_is(field(job, job->columns.skip), source->skip_value)) {
        return true;
    }
    for (size_t i = 0; i < source->n_filters; i++) {
        const wks_dimension *filter = &source->filters[i];
        wks_span value = field(job, job->columns.filters[i]);
        bool is_wanted = false;
        for (size_t k = 0; k < filter->n_map; k++) {
            is_wanted = is_wanted || span_is(value, filter->map[k].from);
        }
        if (!is_wanted) {
            return true;
        }
    }
    return false;
}

static wks_code fail_code(const border_job *job, const char *column)
{
    return wks_fail(job->err, WKS_E_FORMAT,
                    wks_tr("%s, layer %s, row %zu, column %s: an area code expected, such as "
                           "GM0153, WK015301 or BU01530102",
                           "%s, laag %s, rij %zu, kolom %s: hier hoort een gebiedscode, zoals "
                           "GM0153, WK015301 of BU01530102"),
                    job->file->path, wks_vector_layer_name(job->vector, job->layer),
                    wks_vector_row(job->vector), column);
}

static wks_code read_code(const border_job *job, int column, const char *stem, const char **out,
                          wks_level *level)
{
    wks_span text = field(job, column);
    const wks_dimension *area = &job->source->area;
    for (size_t i = 0; i < area->n_map; i++) {
        if (span_is(text, area->map[i].from)) {
            text = (wks_span){area->map[i].to, strlen(area->map[i].to)};
            break;
        }
    }
    char code[WKS_AREA_CODE_SIZE];
    if (!wks_area_code_read(text, code, level)) {
        return fail_code(job, stem);
    }
    *out = wks_arena_text(job->arena, code);
    return *out == NULL ? wks_arena_fail(job->err) : WKS_OK;
}

static wks_code read_parent(const border_job *job, wks_area *area)
{
    if (area->level == WKS_LEVEL_LAND) {
        return WKS_OK;
    }
    if (job->columns.parent != NO_COLUMN) {
        wks_level level = WKS_LEVEL_LAND;
        return read_code(job, job->columns.parent, job->source->parent_column, &area->parent,
                         &level);
    }
    char up[WKS_AREA_CODE_SIZE];
    if (area->level <= WKS_LEVEL_GEMEENTE ||
        !wks_area_code_up(area->code, (wks_level)(area->level - 1), up)) {
        memcpy(up, WKS_LAND_CODE, sizeof WKS_LAND_CODE); /* regions come from a mapping file */
    }
    area->parent = wks_arena_text(job->arena, up);
    return area->parent == NULL ? wks_arena_fail(job->err) : WKS_OK;
}

static wks_code read_row(border_job *job)
{
    WKS_TRY(wks_arena_grow(job->arena, &job->rows, job->n_rows, &job->room, sizeof *job->rows,
                           job->err));
    border_row *one = &job->rows[job->n_rows];
    *one = (border_row){.layer = job->layer, .number = wks_vector_row(job->vector)};
    wks_area *area = &one->border.area;
    area->edition = job->file->edition;
    WKS_TRY(read_code(job, job->columns.area, job->source->area.column, &area->code, &area->level));
    WKS_TRY(read_parent(job, area));
    wks_span name = field(job, job->columns.name);
    area->name = name.n == 0 ? area->code : wks_arena_text_n(job->arena, name.at, name.n);
    if (area->name == NULL) {
        return wks_arena_fail(job->err);
    }
    one->border.is_changed = job->columns.change != NO_COLUMN &&
                             !span_is(field(job, job->columns.change), job->source->change_value);
    WKS_TRY(wks_vector_shape(job->vector, job->arena, &one->border.shape, job->err));
    job->n_rows++;
    return WKS_OK;
}

static wks_code read_layer(border_job *job)
{
    WKS_TRY(find_columns(job));
    for (;;) {
        bool has_row = false;
        WKS_TRY(wks_vector_next(job->vector, &has_row, job->err));
        if (!has_row) {
            return WKS_OK;
        }
        job->out->n_rows++;
        if (is_left_out(job)) {
            job->out->n_skipped++;
        } else {
            WKS_TRY(read_row(job));
        }
    }
}

static wks_code read_layers(border_job *job)
{
    if (job->file->layer != NULL) {
        WKS_TRY(wks_vector_find_layer(job->vector, job->file->layer, &job->layer, job->err));
        WKS_TRY(wks_vector_choose(job->vector, job->layer, job->err));
        return read_layer(job);
    }
    size_t n_layers = wks_vector_layers(job->vector);
    bool was_found = false;
    for (job->layer = 0; job->layer < n_layers; job->layer++) {
        WKS_TRY(wks_vector_choose(job->vector, job->layer, job->err));
        bool is_wanted = wks_vector_has_shapes(job->vector) &&
                         find_column(job, job->source->area.column) != NO_COLUMN;
        if (is_wanted || n_layers == 1) {
            was_found = true;
            WKS_TRY(read_layer(job));
        }
    }
    if (!was_found) {
        return wks_fail(job->err, WKS_E_FORMAT,
                        wks_tr("%s: none of its %zu layers has polygons and a column %s, which "
                               "source %s needs",
                               "%s: geen van de %zu lagen heeft polygonen en een kolom %s, die "
                               "bron %s nodig heeft"),
                        job->file->path, n_layers, job->source->area.column, job->source->id);
    }
    return WKS_OK;
}

/* ---- areas --------------------------------------------------------------------------------- */

static int compare_rows(const void *left, const void *right)
{
    const border_row *a = left;
    const border_row *b = right;
    if (a->border.area.level != b->border.area.level) {
        return a->border.area.level < b->border.area.level ? -1 : 1;
    }
    int order = strcmp(a->border.area.code, b->border.area.code);
    if (order == 0 && a->layer != b->layer) {
        order = a->layer < b->layer ? -1 : 1;
    }
    if (order == 0 && a->number != b->number) {
        order = a->number < b->number ? -1 : 1;
    }
    return order;
}

/* What the text of every error about a row's polygons begins with. */
static wks_code prefix_row(const border_job *job, const border_row *row, wks_code code)
{
    return wks_error_prefix(
        job->err, code, wks_tr("%s, layer %s, row %zu, area %s", "%s, laag %s, rij %zu, gebied %s"),
        job->file->path, wks_vector_layer_name(job->vector, row->layer), row->number,
        row->border.area.code);
}

/* Corners that coordinates of the Netherlands in RD New stay within, the North Sea included. */
static bool lies_in_country(const wks_shape *shape)
{
    for (size_t p = 0; p < shape->n_polygons; p++) {
        const wks_ring *outside = &shape->polygons[p].rings[0];
        for (size_t i = 0; i < outside->n_points; i++) {
            wks_point at = outside->points[i];
            if (!(at.x > -100000 && at.x < 350000 && at.y > 250000 && at.y < 900000)) {
                return false;
            }
        }
    }
    return true;
}

static wks_code check_shape(border_job *job, border_row *row)
{
    wks_shape *shape = &row->border.shape;
    if (!lies_in_country(shape)) {
        wks_fail(job->err, WKS_E_FORMAT,
                 wks_tr("coordinates in the Netherlands expected",
                        "hier horen coördinaten in Nederland"));
        return prefix_row(job, row, WKS_E_FORMAT);
    }
    bool was_invalid = false;
    wks_code code = wks_vector_shape_repair(shape, job->arena, shape, &was_invalid, job->err);
    if (code == WKS_E_FORMAT) {
        return prefix_row(job, row, code);
    }
    WKS_TRY(code);
    job->out->n_repaired += was_invalid ? 1 : 0;
    if (shape->n_polygons == 0 || wks_shape_area(shape) <= 0) {
        wks_fail(
            job->err, WKS_E_FORMAT,
            wks_tr("a polygon with a surface expected", "hier hoort een vlak met oppervlakte"));
        return prefix_row(job, row, WKS_E_FORMAT);
    }
    return WKS_OK;
}

static wks_code merge_rows(border_job *job, border_row *rows, size_t n, wks_border *out)
{
    *out = rows[0].border;
    for (size_t i = 0; i < n; i++) {
        out->is_changed = out->is_changed || rows[i].border.is_changed;
        if (rows[i].layer != rows[0].layer) {
            wks_fail(
                job->err, WKS_E_FORMAT,
                wks_tr("this area is in layer %s too; name the layer to read",
                       "dit gebied staat ook in laag %s; noem de laag die gelezen moet worden"),
                wks_vector_layer_name(job->vector, rows[0].layer));
            return prefix_row(job, &rows[i], WKS_E_FORMAT);
        }
        WKS_TRY(check_shape(job, &rows[i]));
    }
    if (n == 1) {
        out->shape = rows[0].border.shape;
        return WKS_OK;
    }
    wks_shape *parts = NULL;
    WKS_TRY(wks_arena_take(job->arena, n, sizeof *parts, &parts, job->err));
    for (size_t i = 0; i < n; i++) {
        parts[i] = rows[i].border.shape;
    }
    wks_code code = wks_vector_shape_merge(parts, n, job->arena, &out->shape, job->err);
    return code == WKS_E_FORMAT ? prefix_row(job, &rows[0], code) : code;
}

static wks_code make_areas(border_job *job)
{
    wks_borders *out = job->out;
    if (job->n_rows == 0) {
        return wks_fail(job->err, WKS_E_FORMAT,
                        wks_tr("%s: holds no areas: %zu rows, all left out by source %s",
                               "%s: bevat geen gebieden: %zu rijen, alle weggelaten door bron %s"),
                        job->file->path, out->n_rows, job->source->id);
    }
    qsort(job->rows, job->n_rows, sizeof *job->rows, compare_rows);
    WKS_TRY(wks_arena_take(job->arena, job->n_rows, sizeof *out->borders, &out->borders, job->err));
    for (size_t start = 0; start < job->n_rows;) {
        size_t end = start + 1;
        while (end < job->n_rows &&
               strcmp(job->rows[start].border.area.code, job->rows[end].border.area.code) == 0) {
            end++;
        }
        WKS_TRY(merge_rows(job, &job->rows[start], end - start, &out->borders[out->n_borders]));
        out->n_borders++;
        start = end;
    }
    return WKS_OK;
}

wks_code wks_borders_read(const wks_borders_file *file, const wks_source *source, wks_arena *arena,
                          wks_borders *out, wks_error *err)
{
    *out = (wks_borders){0};
    border_job job = {.file = file, .source = source, .arena = arena, .out = out, .err = err};
    WKS_TRY(wks_vector_open(file->path, WKS_VECTOR_HEADER_FIRST_ROW, arena, &job.vector, err));
    wks_code code = read_layers(&job);
    if (code == WKS_OK) {
        code = make_areas(&job);
    }
    wks_vector_close(job.vector);
    return code;
}
