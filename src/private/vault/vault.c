/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/vault/vault.h"

#include "base/embedded.h"
#include "base/file.h"
#include "base/language.h"
#include "private/vault/vault_inside.h"

#include <assert.h>

enum {
    VAULT_VERSION = 2
};

extern const wks_embedded_text wks_vault_queries[];
extern const size_t wks_vault_queries_count;

static const char *query_text(const char *name)
{
    const wks_embedded_text *query =
        wks_embedded_find_text(wks_vault_queries, wks_vault_queries_count, name);
    assert(query != NULL);
    return query->text;
}

wks_code wks_vault_query(wks_vault *vault, const char *name, const wks_duck_value *values,
                         size_t n_values, wks_duck_rows *out, wks_error *err)
{
    return wks_duck_query(&vault->duck, query_text(name), values, n_values, out, err);
}

wks_code wks_vault_run(wks_vault *vault, const char *name, const wks_duck_value *values,
                       size_t n_values, wks_error *err)
{
    return wks_duck_run_with(&vault->duck, query_text(name), values, n_values, err);
}

wks_code wks_vault_run_script(wks_vault *vault, const char *name, wks_error *err)
{
    return wks_duck_run(&vault->duck, query_text(name), err);
}

static wks_code make_tables(wks_vault *vault, bool is_invented, wks_error *err)
{
    const wks_duck_value values[] = {wks_duck_integer(VAULT_VERSION),
                                     wks_duck_integer(is_invented)};
    WKS_TRY(wks_duck_begin(&vault->duck, err));
    WKS_TRY(wks_vault_run_script(vault, "schema.sql", err));
    WKS_TRY(wks_vault_run(vault, "set_kind.sql", values, 2, err));
    return wks_duck_commit(&vault->duck, err);
}

static wks_code fail_no_vault(const char *path, wks_error *err)
{
    return wks_fail(err, WKS_E_NOT_FOUND,
                    wks_tr("%s: there is no vault yet; load deliveries first (`wijkscan load`)",
                           "%s: er is nog geen kluis; laad eerst leveringen (`wijkscan load`)"),
                    path);
}

static wks_code read_kind(wks_vault *vault, const char *path, wks_error *err)
{
    wks_duck_rows rows;
    WKS_TRY(wks_vault_query(vault, "kind.sql", NULL, 0, &rows, err));
    bool has_row = wks_duck_next(&rows);
    int64_t version = has_row ? wks_duck_get_integer(&rows, 0) : 0;
    vault->is_invented = has_row && wks_duck_get_integer(&rows, 1) != 0;
    wks_duck_close_rows(&rows);
    if (version != VAULT_VERSION) {
        return wks_fail(err, WKS_E_STORE,
                        wks_tr("%s: is not a vault that this version of wijkscan reads",
                               "%s: is geen kluis die deze versie van wijkscan kan lezen"),
                        path);
    }
    return WKS_OK;
}

/* A file without tables is one that nobody finished making. */
static wks_code make_if_empty(wks_vault *vault, const char *path, bool may_make, bool is_invented,
                              wks_error *err)
{
    wks_duck_rows rows;
    WKS_TRY(wks_vault_query(vault, "has_tables.sql", NULL, 0, &rows, err));
    const bool is_empty = wks_duck_next(&rows) && wks_duck_get_integer(&rows, 0) == 0;
    wks_duck_close_rows(&rows);
    if (!is_empty) {
        return WKS_OK;
    }
    return may_make ? make_tables(vault, is_invented, err) : fail_no_vault(path, err);
}

static wks_code open_vault(const char *path, bool may_make, bool is_invented, wks_arena *arena,
                           wks_vault **out, wks_error *err)
{
    wks_vault *vault = NULL;
    wks_code code = WKS_OK;
    *out = NULL;
    WKS_TRY(wks_arena_take(arena, 1, sizeof *vault, &vault, err));
    if ((code = wks_duck_open(path, &vault->duck, err)) != WKS_OK ||
        (code = make_if_empty(vault, path, may_make, is_invented, err)) != WKS_OK ||
        (code = read_kind(vault, path, err)) != WKS_OK) {
        wks_vault_close(vault);
        return code;
    }
    *out = vault;
    return WKS_OK;
}

wks_code wks_vault_open(const char *path, bool is_invented, wks_arena *arena, wks_vault **out,
                        wks_error *err)
{
    WKS_TRY(open_vault(path, true, is_invented, arena, out, err));
    if ((*out)->is_invented == is_invented) {
        return WKS_OK;
    }
    wks_vault_close(*out);
    *out = NULL;
    return wks_fail(
        err, WKS_E_REFUSED,
        is_invented
            ? wks_tr("%s: holds real deliveries; invented figures need a workspace of their own",
                     "%s: bevat echte leveringen; verzonnen cijfers horen in een eigen werkmap")
            : wks_tr("%s: holds the invented figures of the demo; a real delivery would be taken "
                     "for invented: make a workspace of its own with `wijkscan init`",
                     "%s: bevat de verzonnen cijfers van de demo; een echte levering zou voor "
                     "verzonnen worden aangezien: maak een eigen werkmap met `wijkscan init`"),
        path);
}

wks_code wks_vault_open_existing(const char *path, wks_arena *arena, wks_vault **out,
                                 wks_error *err)
{
    if (!wks_file_exists(path)) {
        *out = NULL;
        return fail_no_vault(path, err);
    }
    return open_vault(path, false, false, arena, out, err);
}

void wks_vault_close(wks_vault *vault)
{
    if (vault != NULL) {
        wks_duck_close(&vault->duck);
    }
}

bool wks_vault_is_invented(const wks_vault *vault)
{
    return vault->is_invented;
}

wks_code wks_vault_deliveries(wks_vault *vault, wks_arena *arena, wks_delivery **out, size_t *n,
                              wks_error *err)
{
    wks_duck_rows rows;
    wks_delivery *list = NULL;
    size_t room = 0;
    wks_code code = WKS_OK;
    *n = 0;
    WKS_TRY(wks_vault_query(vault, "deliveries.sql", NULL, 0, &rows, err));
    while (wks_duck_next(&rows)) {
        if ((code = wks_arena_grow(arena, &list, *n, &room, sizeof *list, err)) != WKS_OK) {
            goto done;
        }
        list[(*n)++] = (wks_delivery){
            .number = (int)wks_duck_get_integer(&rows, 0),
            .hash = wks_duck_get_text(&rows, 1, arena),
            .source = wks_duck_get_text(&rows, 2, arena),
            .file = wks_duck_get_text(&rows, 3, arena),
            .format = wks_duck_get_text(&rows, 4, arena),
            .period = wks_duck_get_text(&rows, 5, arena),
            .edition = (int)wks_duck_get_integer(&rows, 6),
            .n_rows = wks_duck_get_integer(&rows, 7),
            .n_skipped = wks_duck_get_integer(&rows, 8),
            .n_rest = wks_duck_get_integer(&rows, 9),
            .n_unknown = wks_duck_get_integer(&rows, 10),
        };
        const wks_delivery *last = &list[*n - 1];
        if (last->hash == NULL || last->source == NULL || last->file == NULL) {
            code = wks_arena_fail(err);
            goto done;
        }
    }
    *out = list;
done:
    wks_duck_close_rows(&rows);
    return code;
}

wks_code wks_vault_unknown(wks_vault *vault, wks_arena *arena, wks_unknown_row **out, size_t *n,
                           wks_error *err)
{
    wks_duck_rows rows;
    wks_unknown_row *list = NULL;
    size_t room = 0;
    wks_code code = WKS_OK;
    *n = 0;
    WKS_TRY(wks_vault_query(vault, "unknown_areas.sql", NULL, 0, &rows, err));
    while (code == WKS_OK && wks_duck_next(&rows)) {
        code = wks_arena_grow(arena, &list, *n, &room, sizeof *list, err);
        if (code == WKS_OK) {
            list[*n] = (wks_unknown_row){.file = wks_duck_get_text(&rows, 0, arena),
                                         .area = wks_duck_get_text(&rows, 1, arena),
                                         .n_rows = wks_duck_get_integer(&rows, 2)};
            code = list[*n].file == NULL || list[*n].area == NULL ? wks_arena_fail(err) : WKS_OK;
            (*n)++;
        }
    }
    wks_duck_close_rows(&rows);
    *out = list;
    return code;
}

wks_code wks_vault_areas(wks_vault *vault, wks_arena *arena, wks_area **out, size_t *n,
                         wks_error *err)
{
    wks_duck_rows rows;
    wks_area *list = NULL;
    size_t room = 0;
    wks_code code = WKS_OK;
    *n = 0;
    WKS_TRY(wks_vault_query(vault, "areas.sql", NULL, 0, &rows, err));
    while (wks_duck_next(&rows)) {
        if ((code = wks_arena_grow(arena, &list, *n, &room, sizeof *list, err)) != WKS_OK) {
            goto done;
        }
        wks_area area = {
            .edition = (int)wks_duck_get_integer(&rows, 0),
            .code = wks_duck_get_text(&rows, 1, arena),
            .level = (wks_level)wks_duck_get_integer(&rows, 2),
            .name = wks_duck_get_text(&rows, 3, arena),
        };
        if (area.code == NULL || area.name == NULL) {
            code = wks_arena_fail(err);
            goto done;
        }
        list[(*n)++] = area;
    }
    *out = list;
done:
    wks_duck_close_rows(&rows);
    return code;
}

wks_code wks_vault_set_region(wks_vault *vault, const wks_workspace *workspace, wks_error *err)
{
    wks_code code = WKS_OK;
    WKS_TRY(wks_duck_begin(&vault->duck, err));
    if ((code = wks_vault_run(vault, "clear_region.sql", NULL, 0, err)) != WKS_OK) {
        goto done;
    }
    for (size_t i = 0; workspace->region_code != NULL && i < workspace->n_gemeenten; i++) {
        const wks_duck_value values[] = {wks_duck_text(workspace->gemeenten[i]),
                                         wks_duck_text(workspace->region_code)};
        if ((code = wks_vault_run(vault, "add_region_member.sql", values, 2, err)) != WKS_OK) {
            goto done;
        }
    }
    if (workspace->region_code != NULL && workspace->n_gemeenten == 0) {
        const wks_duck_value values[] = {wks_duck_text(workspace->region_code)};
        if ((code = wks_vault_run(vault, "region_from_map.sql", values, 1, err)) != WKS_OK) {
            goto done;
        }
    }
    code = wks_duck_commit(&vault->duck, err);
done:
    wks_duck_rollback(&vault->duck);
    return code;
}

wks_code wks_vault_border_edition(wks_vault *vault, wks_level level, int *edition, wks_error *err)
{
    const wks_duck_value values[] = {wks_duck_integer(level)};
    wks_duck_rows rows;
    WKS_TRY(wks_vault_query(vault, "border_edition.sql", values, 1, &rows, err));
    *edition = wks_duck_next(&rows) ? (int)wks_duck_get_integer(&rows, 0) : 0;
    wks_duck_close_rows(&rows);
    return WKS_OK;
}

wks_code wks_vault_borders(wks_vault *vault, int edition, wks_level level, wks_arena *arena,
                           wks_stored_border **out, size_t *n, wks_error *err)
{
    const wks_duck_value values[] = {wks_duck_integer(edition), wks_duck_integer(level)};
    wks_duck_rows rows;
    wks_stored_border *list = NULL;
    size_t room = 0;
    wks_code code = WKS_OK;
    *n = 0;
    WKS_TRY(wks_vault_query(vault, "borders.sql", values, 2, &rows, err));
    while (wks_duck_next(&rows)) {
        if ((code = wks_arena_grow(arena, &list, *n, &room, sizeof *list, err)) != WKS_OK) {
            goto done;
        }
        size_t n_bytes = 0;
        const void *bytes = wks_duck_get_bytes(&rows, 1, &n_bytes);
        wks_stored_border border = {.code = wks_duck_get_text(&rows, 0, arena), .n_bytes = n_bytes};
        void *copy = wks_arena_text_n(arena, bytes, n_bytes);
        if (border.code == NULL || copy == NULL) {
            code = wks_arena_fail(err);
            goto done;
        }
        border.bytes = copy;
        list[(*n)++] = border;
    }
    *out = list;
done:
    wks_duck_close_rows(&rows);
    return code;
}
