/* demo/demo_delivery.h - the files of the demo while they are being written.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_DEMO_DEMO_DELIVERY_H
#define WKS_DEMO_DEMO_DELIVERY_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "demo/demo.h"
#include "demo/demo_residents.h"

#include <stddef.h>
#include <stdint.h>

typedef struct wks_demo_deliveries {
    const wks_demo_region *region;
    const char *folder; /* of the workspace */
    wks_arena *arena;   /* of the result */
    wks_demo_file *files;
    size_t n_files, room;
} wks_demo_deliveries;

/* "beginning_2024.csv" and "2024".  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_demo_delivery_name(wks_demo_deliveries *deliveries,
                                               const char *beginning, int year, const char *ending,
                                               const char **name, const char **period,
                                               wks_error *err);

/* Note down a file; given->file is its name in leveringen/.  *path: where to write it.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_demo_delivery_add(wks_demo_deliveries *deliveries,
                                              const wks_demo_file *given, const char **path,
                                              wks_error *err);

/* Add the file, write buffer to it, and clear the buffer whatever happens.
 * Errors: WKS_E_IO, WKS_E_MEMORY (also: the buffer had no room). */
WKS_MUST_CHECK wks_code wks_demo_delivery_write(wks_demo_deliveries *deliveries,
                                                const wks_demo_file *given, wks_buffer *buffer,
                                                wks_error *err);

enum {
    WKS_DEMO_PSEUDONYM_SIZE = 12
};

/* "p-7f3a91c2": different for every person, the same in every delivery of one organisation (salt),
 * and not related between organisations. */
void wks_demo_delivery_pseudonym(uint64_t seed, uint32_t salt, size_t person,
                                 char out[static WKS_DEMO_PSEUDONYM_SIZE]);

/* The writers, each one kind of delivery.  Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_demo_maps_write(wks_demo_deliveries *deliveries, wks_error *err);
WKS_MUST_CHECK wks_code wks_demo_figures_write(wks_demo_deliveries *deliveries, int year,
                                               wks_error *err);
WKS_MUST_CHECK wks_code wks_demo_insured_write(wks_demo_deliveries *deliveries, int year,
                                               wks_error *err);
WKS_MUST_CHECK wks_code wks_demo_insurer_write(wks_demo_deliveries *deliveries, int year,
                                               wks_error *err);
WKS_MUST_CHECK wks_code wks_demo_survey_write(wks_demo_deliveries *deliveries, int year,
                                              wks_error *err);
WKS_MUST_CHECK wks_code wks_demo_reports_write(wks_demo_deliveries *deliveries, int year,
                                               wks_error *err);
WKS_MUST_CHECK wks_code wks_demo_waiting_write(wks_demo_deliveries *deliveries, wks_error *err);

#endif
