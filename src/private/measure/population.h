/* private/measure/population.h - how many residents an area has of each age group and sex.
 *
 * From a source of figures whose catalogue entry says which columns count whom (`population`). Such
 * sources give ages and sexes apart; within an area they are taken to be independent, so a cell is
 * (residents of the age group) x (share of the sex).
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_MEASURE_POPULATION_H
#define WKS_PRIVATE_MEASURE_POPULATION_H

#include "base/arena.h"
#include "base/error.h"
#include "model/catalogue.h"
#include "private/vault/vault.h"

#include <stddef.h>

/* A group of ages that lies, wholly or in part, within the ages asked for. */
typedef struct wks_population_age {
    int from, to; /* years, as the source has it, cut to the ages asked for */
    double share; /* of the source's group that is in it: years in it / years of the group, 1 for an
                     open end */
} wks_population_age;

typedef struct wks_population {
    const char *period; /* of the figures: the year nearest to the one asked for */
    wks_population_age *ages;
    size_t n_ages;
    const char **sexes;
    size_t n_sexes;
    const char **areas; /* [n_areas] codes, sorted, of one level */
    size_t n_areas;
    double *residents; /* [n_areas * n_ages * n_sexes] area, age, sex; 0 where the source says 0 */
} wks_population;

/* Residents of every area of a level that has all the figures, for the ages of a breakdown (all
 * ages when it has none), in the year nearest to period; of two, the later.
 * Errors: WKS_E_NOT_FOUND  the source has no population in the catalogue, or nothing was loaded
 *         WKS_E_STORE, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_population_read(wks_vault *vault, const wks_source *source,
                                            const wks_breakdown *breakdown, wks_level level,
                                            const char *period, wks_arena *arena,
                                            wks_population *out, wks_error *err);

#endif
