/* demo/demo.h - an invented region like Twente, made without any download.
 *
 * In: a seed and a folder.  Out: deliveries of every kind that the product reads, in
 * folder/leveringen/, as CBS, an insurer, a GGD, gemeenten and care providers would send them.
 * Every figure in them is a count of residents simulated one by one (demo_parameters.h says how).
 * The same seed gives the same bytes on every machine.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_DEMO_DEMO_H
#define WKS_DEMO_DEMO_H

#include "base/arena.h"
#include "base/error.h"
#include "base/progress.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_demo_options {
    uint64_t seed;
    const char *folder; /* of the workspace */
    double scale;       /* 1: about 640 000 residents; 0.02 for a quick test; at most 1 */
} wks_demo_options;

/* A delivery as `wijkscan load` wants to know it. */
typedef struct wks_demo_file {
    const char *file;   /* relative to the workspace: "leveringen/kwb_demo_2024.csv" */
    const char *source; /* id in the catalogue */
    const char *period; /* "2024"; NULL: the rows say it */
    int edition;        /* indelingsjaar */
    const char *layer;  /* NULL: the only one */
    bool wants_parquet; /* a CSV that the caller may turn into Parquet, so that that is read too */
} wks_demo_file;

typedef struct wks_demo_result {
    const wks_demo_file *files; /* in the order to load: borders first */
    size_t n_files;
    size_t n_persons;   /* simulated, 2020 to 2024 */
    size_t n_residents; /* in the last year */
} wks_demo_result;

/* Make the region and write its deliveries.  out lives in arena.  progress may be NULL.
 * Errors: WKS_E_ARGUMENT  scale is not above 0 and at most 1
 *         WKS_E_EXISTS    folder/leveringen is there already; nothing was written
 *         WKS_E_IO        a file could not be written: what was written is left where it is
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_demo_write(const wks_demo_options *options, wks_arena *arena,
                                       wks_progress *progress, wks_demo_result *out,
                                       wks_error *err);

#endif
