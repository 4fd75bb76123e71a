/* public/export/export_features.h - areas with their borders and figures, for maps elsewhere.
 *
 * In: a picture, a level and what is wanted of its figures.  Out: a feature for each area that the
 * map of the level draws, with the same properties for GeoJSON, GeoPackage and OGC API.  Figures
 * come from picture_table.h, as in all other forms; what is hidden has a word and no number.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_FEATURES_H
#define WKS_PUBLIC_EXPORT_EXPORT_FEATURES_H

#include "base/arena.h"
#include "base/error.h"
#include "public/export/export_columns.h"
#include "public/picture/picture_borders.h"
#include "public/picture/picture_table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WKS_FEATURES_N_LAYERS = 3
};

/* The levels that can have borders, from coarse to fine, and what a layer of them is called. */
typedef struct wks_features_layer {
    const char *level; /* "wijk" */
    const char *name;  /* "wijken" */
    const char *title; /* "Wijken" */
} wks_features_layer;

extern const wks_features_layer wks_features_layers[WKS_FEATURES_N_LAYERS];

typedef struct wks_features_choice {
    const wks_features_layer *layer;
    const wks_table_offer *offer; /* of one indicator, all that is told of it; NULL: none */
    const char *period;           /* NULL: the latest in which any area has a number */
    const char *breakdown;        /* NULL: the first */
    bool has_all; /* without offer: of every indicator its latest figure in its first breakdown */
} wks_features_choice;

typedef struct wks_feature_column {
    const char *name;
    const char *title; /* for people: "Gebruik POH-GGZ (%), 2024" */
    bool is_number;
} wks_feature_column;

typedef struct wks_features {
    const wks_features_layer *layer;
    wks_table_release release;
    wks_borders borders;         /* [borders.n] the areas, by code */
    wks_feature_column *columns; /* [n_columns] the first is the code of the area */
    size_t n_columns;
    wks_export_cell *cells;         /* by area; of one they lie together */
    size_t stride;                  /* cells from one area to the next, at least n_columns */
    const wks_table *table;         /* the figures of one indicator; NULL: none, or of all */
    const char *period, *breakdown; /* of table */
} wks_features;

/* What is chosen is sound (wks_picture_table_check), and is borrowed; out lives in arena.  Without
 * borders of the level there are no features.  Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_export_features(wks_picture *picture, int64_t release,
                                            const wks_features_choice *choice, wks_arena *arena,
                                            wks_features *out, wks_error *err);

#endif
