/* model/area.h - the places that numbers are about, and what their codes say.
 *
 * CBS codes carry their level and their parent: WK015301 is wijk 01 of GM0153.  Codes may hold
 * letters (BU0363AF01).  A code means something only together with an edition (indelingsjaar).
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MODEL_AREA_H
#define WKS_MODEL_AREA_H

#include "base/text.h"

#include <stdbool.h>

typedef enum wks_level {
    WKS_LEVEL_LAND,
    WKS_LEVEL_REGIO,
    WKS_LEVEL_GEMEENTE,
    WKS_LEVEL_WIJK,
    WKS_LEVEL_BUURT,
    WKS_N_LEVELS
} wks_level;

enum {
    WKS_AREA_CODE_SIZE = 12
}; /* the longest code, BU03630101, and its zero */

#define WKS_LAND_CODE "NL00" /* whatever a source calls the country: NL, NL01, NL00 */

/* An area of one edition. */
typedef struct wks_area {
    const char *code;
    const char *name;
    const char *parent; /* code of the area above it; NULL for the land */
    wks_level level;
    int edition; /* indelingsjaar */
} wks_area;

const char *wks_level_id(wks_level level); /* "wijk": in files, URLs and flags */
bool wks_level_parse(const char *id, wks_level *out);

/* Read a code as a source wrote it (padding and lower case allowed) into its canonical form and
 * level.  false when it is no CBS area code: GM + 4 digits, WK + 6 and BU + 8 of which the first
 * four are digits, NL, and two-letter regions (GG1106, CR12, ...). */
bool wks_area_code_read(wks_span text, char out[static WKS_AREA_CODE_SIZE], wks_level *level);

/* The gemeente of a wijk or buurt, the wijk of a buurt: from the code.  level must not be finer
 * than the code's own and not coarser than gemeente; the code itself for its own level. */
bool wks_area_code_up(const char *code, wks_level level, char out[static WKS_AREA_CODE_SIZE]);

#endif
