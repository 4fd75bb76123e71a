/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/action/record_kind.h"

#include <string.h>

#define SHAPE(fields)                                                                              \
    {                                                                                              \
        fields, sizeof(fields) / sizeof(fields)[0]                                                 \
    }

enum {
    TITLE_MOST = 120
};

/* ---- words that come back ------------------------------------------------------------------ */

/* Where in the journey of a client something sticks, or helps. */
static const char *const flows[] = {"instroom",     "doorstroom", "uitstroom",
                                    "samenwerking", "voorkomen",  NULL};
/* At which scale something is done. */
static const char *const scales[] = {"wijk", "gemeente", "subregio", "regio", "land", NULL};
static const char *const phases[] = {"idee", "voorbereiding", "loopt", "afgerond", "gestopt", NULL};
static const char *const schemes[] = {
    "Zvw", "Wmo",      "Wlz",      "Jeugdwet",       "Participatiewet",
    "Wpg", "IZA-SPUK", "subsidie", "eigen middelen", "vrijwillig",
    NULL};
/* The levels of the databases of recognised interventions (Loket Gezond Leven, Movisie). */
static const char *const evidence[] = {"geen",
                                       "goed beschreven",
                                       "goed onderbouwd",
                                       "eerste aanwijzingen",
                                       "goede aanwijzingen",
                                       "sterke aanwijzingen",
                                       NULL};

/* ---- a bottleneck -------------------------------------------------------------------------- */

static const wks_shape_field bottleneck_fields[] = {
    {.name = "titel", .kind = WKS_SHAPE_TEXT, .is_required = true, .most = TITLE_MOST},
    {.name = "beschrijving", .kind = WKS_SHAPE_LINES},
    {.name = "stroom", .kind = WKS_SHAPE_CHOICE, .is_required = true, .choices = flows},
    {.name = "gebieden", .kind = WKS_SHAPE_TEXTS},
    {.name = "indicator", .kind = WKS_SHAPE_TEXT}, /* an id of the picture that shows it */
    {.name = "gemeld_door", .kind = WKS_SHAPE_TEXTS},
};

/* ---- an initiative ------------------------------------------------------------------------- */

static const wks_shape_field money_fields[] = {
    {.name = "regeling", .kind = WKS_SHAPE_CHOICE, .is_required = true, .choices = schemes},
    {.name = "bedrag", .kind = WKS_SHAPE_NUMBER}, /* euro a year */
    {.name = "betaler", .kind = WKS_SHAPE_TEXT},
    {.name = "baathebber", .kind = WKS_SHAPE_TEXT},
};
static const wks_shape money = SHAPE(money_fields);

static const wks_shape_field initiative_fields[] = {
    {.name = "titel", .kind = WKS_SHAPE_TEXT, .is_required = true, .most = TITLE_MOST},
    {.name = "beschrijving", .kind = WKS_SHAPE_LINES},
    {.name = "eigenaar", .kind = WKS_SHAPE_TEXT, .is_required = true},
    {.name = "partners", .kind = WKS_SHAPE_TEXTS},
    {.name = "schaal", .kind = WKS_SHAPE_CHOICE, .is_required = true, .choices = scales},
    {.name = "gebieden", .kind = WKS_SHAPE_TEXTS},
    {.name = "fase", .kind = WKS_SHAPE_CHOICE, .is_required = true, .choices = phases},
    {.name = "begin", .kind = WKS_SHAPE_DATE},
    {.name = "einde", .kind = WKS_SHAPE_DATE},
    {.name = "geld", .kind = WKS_SHAPE_ROWS, .rows = &money},
    {.name = "onderbouwing", .kind = WKS_SHAPE_CHOICE, .choices = evidence},
    {.name = "werkzame_elementen", .kind = WKS_SHAPE_TEXTS},
    {.name = "indicatoren", .kind = WKS_SHAPE_TEXTS},
    {.name = "kijk_opnieuw", .kind = WKS_SHAPE_DATE},
};

static const wks_record_kind kinds[] = {
    {"knelpunten", SHAPE(bottleneck_fields)},
    {"initiatieven", SHAPE(initiative_fields)},
};

static const wks_record_relation relations[] = {
    {"lost_op", "initiatieven", "knelpunten"},
    {"draagt_bij", "initiatieven", "knelpunten"},
    {"versterkt", "initiatieven", "initiatieven"},
    {"voorwaarde_voor", "initiatieven", "initiatieven"},
    {"overlapt", "initiatieven", "initiatieven"},
    {"oorzaak_van", "knelpunten", "knelpunten"},
};

const wks_record_kind *wks_record_kinds(size_t *n)
{
    *n = sizeof kinds / sizeof kinds[0];
    return kinds;
}

const wks_record_kind *wks_record_kind_find(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i].name, name) == 0) {
            return &kinds[i];
        }
    }
    return NULL;
}

const wks_record_relation *wks_record_relations(size_t *n)
{
    *n = sizeof relations / sizeof relations[0];
    return relations;
}

bool wks_record_may_link(const char *relation, const char *from, const char *to)
{
    for (size_t i = 0; i < sizeof relations / sizeof relations[0]; i++) {
        if (strcmp(relations[i].name, relation) == 0 && strcmp(relations[i].from, from) == 0 &&
            strcmp(relations[i].to, to) == 0) {
            return true;
        }
    }
    return false;
}
