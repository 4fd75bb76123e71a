/* public/export/export_words.h - the sentences that go with a table, in Dutch.
 *
 * The same ones in every form: what it counts, whose figures they are, what an empty cell means.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_WORDS_H
#define WKS_PUBLIC_EXPORT_EXPORT_WORDS_H

#include "base/arena.h"
#include "base/error.h"
#include "public/picture/picture_table.h"

#include <stddef.h>

#define WKS_EXPORT_INVENTED "Verzonnen cijfers: deze uitgave telt mensen die niet bestaan."

/* About hidden cells; one sentence for whatever hid them. */
#define WKS_EXPORT_HIDDEN                                                                          \
    "Bij status geheim is het cijfer verborgen voor de privacy: het gaat om te weinig mensen, of " \
    "zo'n cijfer is ermee terug te rekenen. Een lege cel is nooit nul."

/* "Gebruik POH-GGZ, Twente", with "(verzonnen cijfers)" where they are; in the arena. */
WKS_MUST_CHECK wks_code wks_export_title(const wks_table *table, wks_arena *arena, const char **out,
                                         wks_error *err);

/* What a reader of the numbers should know, a sentence or two each; in the arena. */
WKS_MUST_CHECK wks_code wks_export_notes(const wks_table *table, wks_arena *arena,
                                         const char ***out, size_t *n, wks_error *err);

/* "Kerncijfers wijken en buurten, CBS (CC BY 4.0)"; NULL when out of memory. */
const char *wks_export_source(const wks_table_source *source, wks_arena *arena);

#endif
