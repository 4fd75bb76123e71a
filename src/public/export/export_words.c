/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_words.h"

#include "base/text.h"

#include <stdbool.h>

wks_code wks_export_title(const wks_table *table, wks_arena *arena, const char **out,
                          wks_error *err)
{
    wks_buffer text = {0};
    wks_buffer_printf(&text, "%s, %s%s", table->indicator.name, table->release.region_name,
                      table->release.is_invented ? " (verzonnen cijfers)" : "");
    return wks_buffer_keep(&text, arena, out, err);
}

const char *wks_export_source(const wks_table_source *source, wks_arena *arena)
{
    return wks_arena_printf(arena, "%s, %s (%s)", source->name, source->owner, source->licence);
}

typedef struct note_list {
    wks_arena *arena;
    const char **items;
    size_t n;
    size_t room;
} note_list;

/* "BEFORE TEXT."; nothing where there is no text. */
static wks_code add(note_list *list, const char *before, const char *text, wks_error *err)
{
    if (text == NULL || *text == 0) {
        return WKS_OK;
    }
    WKS_TRY(
        wks_arena_grow(list->arena, &list->items, list->n, &list->room, sizeof *list->items, err));
    const char *end = wks_text_ends(text, ".") ? "" : ".";
    list->items[list->n] = wks_arena_printf(list->arena, "%s%s%s", before, text, end);
    return list->items[list->n++] == NULL ? wks_arena_fail(err) : WKS_OK;
}

wks_code wks_export_notes(const wks_table *table, wks_arena *arena, const char ***out, size_t *n,
                          wks_error *err)
{
    const wks_table_indicator *indicator = &table->indicator;
    note_list list = {.arena = arena};
    WKS_TRY(add(&list, "", table->release.is_invented ? WKS_EXPORT_INVENTED : NULL, err));
    WKS_TRY(add(&list, "Telt: ", indicator->numerator, err));
    WKS_TRY(add(&list, "Van: ", indicator->denominator, err));
    WKS_TRY(add(&list, "Voor: ", indicator->population, err));
    WKS_TRY(add(&list, "", indicator->note, err));
    WKS_TRY(add(&list, "", WKS_EXPORT_HIDDEN, err));
    for (size_t i = 0; i < table->n_breaks; i++) {
        const char *text =
            wks_arena_printf(arena, "%s: %s", table->breaks[i].id, table->breaks[i].name);
        WKS_TRY(text == NULL ? wks_arena_fail(err)
                             : add(&list,
                                   "Cijfers van voor en na een breuk zijn niet te "
                                   "vergelijken. Breuk vanaf ",
                                   text, err));
    }
    *out = list.items;
    *n = list.n;
    return WKS_OK;
}
