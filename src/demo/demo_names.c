/* SPDX-License-Identifier: EUPL-1.2 */
#include "demo/demo_names.h"

#include "demo/demo_random.h"

#include <assert.h>

static const char *const beginnings[46] = {
    "Hazel",  "Linden",     "Vossen",   "Wilgen",  "Roggen", "Haver",    "Leeuwerik", "Kraan",
    "Essen",  "Elzen",      "Berken",   "Eiken",   "Beuken", "Meidoorn", "Sleedoorn", "Vlier",
    "Klaver", "Korenbloem", "Heide",    "Varen",   "Molen",  "Smids",    "Kolk",      "Beek",
    "Zwanen", "Reiger",     "Ooievaar", "Kievits", "Wulpen", "Mezen",    "Spechten",  "Uilen",
    "Dassen", "Hazen",      "Egel",     "Herten",  "Bever",  "Steen",    "Zand",      "Leem",
    "Turf",   "Veen",       "Winter",   "Zomer",   "Avond",  "Morgen",
};
static const char *const endings[26] = {
    "brink", "es",   "mors",  "maten",  "landen", "kamp",   "broek", "horst", "veld",
    "hoek",  "lo",   "weide", "gaarde", "hof",    "kotten", "mark",  "beemd", "dijk",
    "laar",  "rode", "stede", "wijk",   "haar",   "bos",    "donk",  "slag",
};

wks_code wks_demo_names_make(uint64_t seed, size_t n, wks_arena *arena, const char ***out,
                             wks_error *err)
{
    assert(n <= WKS_DEMO_NAMES_MAX);
    size_t n_endings = sizeof endings / sizeof *endings;
    uint16_t order[WKS_DEMO_NAMES_MAX];
    for (size_t i = 0; i < WKS_DEMO_NAMES_MAX; i++) {
        order[i] = (uint16_t)i;
    }
    wks_demo_random dice = wks_demo_random_start(seed, WKS_DEMO_FOR_NAMES, 0);
    for (size_t i = WKS_DEMO_NAMES_MAX - 1; i > 0; i--) {
        size_t j = wks_demo_random_below(&dice, i + 1);
        uint16_t kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
    WKS_TRY(wks_arena_take(arena, n, sizeof **out, out, err));
    for (size_t i = 0; i < n; i++) {
        (*out)[i] = wks_arena_printf(arena, "%s%s", beginnings[order[i] / n_endings],
                                     endings[order[i] % n_endings]);
        if ((*out)[i] == NULL) {
            return wks_arena_fail(err);
        }
    }
    return WKS_OK;
}
