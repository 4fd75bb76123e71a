/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_site.h"

#include "base/file.h"
#include "base/json.h"
#include "public/export/site_parts.h"

#include <dirent.h>
#include <string.h>

#define MARK "wijkscan-site.json" /* who finds it in a folder may replace the folder */

const char *wks_site_language(wks_language language)
{
    return language == WKS_DUTCH ? NULL : "en";
}

wks_code wks_site_put(wks_site *at, const char *path, wks_buffer *body, wks_error *err)
{
    wks_code code = path == NULL ? wks_arena_fail(err) : wks_buffer_check(body, err);
    if (code == WKS_OK) {
        code = wks_site_files_put(&at->files, path, body->bytes, body->n, err);
    }
    wks_buffer_clear(body);
    return code;
}

static wks_code add_indicators(wks_site *at, wks_progress *progress, wks_error *err)
{
    wks_progress_begin(progress, wks_tr("writing figures", "cijfers schrijven"), at->n_indicators);
    wks_code code = WKS_OK;
    for (size_t i = 0; code == WKS_OK && i < at->n_indicators; i++) {
        wks_arena arena;
        wks_arena_init(&arena, 0);
        code = wks_site_add_indicator(at, at->indicators[i].id, &arena, err);
        wks_arena_clear(&arena);
        wks_progress_step(progress, i + 1);
    }
    wks_progress_end(progress);
    return code;
}

static wks_code add_mark(wks_site *at, wks_error *err)
{
    wks_table_release about;
    wks_buffer text = {0};
    wks_json json;
    WKS_TRY(wks_picture_table_release(at->picture, at->release.number, at->arena, &about, err));
    wks_json_init(&json, &text);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "gemaaktMet", "wijkscan export site");
    wks_json_member_text(&json, "uitgave", about.id);
    wks_json_member_text(&json, "datum", about.released_on);
    wks_json_member_bool(&json, "verzonnen", about.is_invented);
    wks_json_close_object(&json);
    wks_buffer_text(&text, "\n");
    return wks_site_put(at, MARK, &text, err);
}

static wks_code fill(wks_site *at, wks_progress *progress, wks_error *err)
{
    WKS_TRY(wks_picture_table_indicators(at->picture, at->release.number, at->arena,
                                         &at->indicators, &at->n_indicators, err));
    WKS_TRY(wks_picture_table_areas(at->picture, at->release.number, at->arena, &at->areas,
                                    &at->n_areas, err));
    WKS_TRY(wks_site_add_pages(at, err));
    WKS_TRY(wks_site_add_replies(at, err));
    WKS_TRY(wks_site_add_gap_files(at, err));
    WKS_TRY(add_indicators(at, progress, err));
    return add_mark(at, err);
}

static bool is_empty(const char *path)
{
    DIR *folder = opendir(path);
    bool is_it = folder != NULL;
    for (struct dirent *one; is_it && (one = readdir(folder)) != NULL;) {
        is_it = strcmp(one->d_name, ".") == 0 || strcmp(one->d_name, "..") == 0;
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return is_it;
}

/* Whether path may be replaced: nothing stands there, an empty folder, or a site (*is_site). */
static wks_code check_place(const char *path, wks_arena *arena, bool *is_site, wks_error *err)
{
    const char *mark = wks_file_join(arena, path, MARK);
    if (mark == NULL) {
        return wks_arena_fail(err);
    }
    *is_site = wks_file_exists(mark);
    if (*is_site || is_empty(path) || (!wks_file_is_folder(path) && !wks_file_exists(path))) {
        return WKS_OK;
    }
    return wks_fail(err, WKS_E_EXISTS,
                    wks_tr("%s: stands there and is not made by `wijkscan export site`; name "
                           "another folder",
                           "%s: staat er al en is niet gemaakt door `wijkscan export site`; noem "
                           "een andere map"),
                    path);
}

/* The new folder in place of the old one, which comes back when that fails. */
static wks_code move_in(const char *folder, const char *path, bool is_site, wks_arena *arena,
                        wks_error *err)
{
    const char *old = NULL;
    if (!is_site) { /* in place of an empty folder, too */
        return wks_file_move(folder, path, err);
    }
    WKS_TRY(wks_file_make_beside(path, arena, &old, err));
    wks_code code = wks_file_move(path, old, err); /* over an empty folder */
    if (code == WKS_OK) {
        code = wks_file_move(folder, path, err);
        if (code != WKS_OK && wks_file_move(old, path, NULL) != WKS_OK) {
            wks_error_prefix(err, code, wks_tr("%s is left behind", "%s blijft staan"), old);
            return code;
        }
    }
    if (wks_file_is_folder(old) && wks_file_remove_folder(old, NULL) != WKS_OK && code == WKS_OK) {
        return wks_fail(err, WKS_E_IO, wks_tr("%s is left behind", "%s blijft staan"), old);
    }
    return code;
}

wks_code wks_export_site(wks_picture *picture, wks_picture_release release, wks_site_pages pages_of,
                         const char *path, wks_progress *progress, wks_site_report *report,
                         wks_error *err)
{
    wks_arena arena;
    bool is_site = false;
    wks_arena_init(&arena, 0);
    wks_site at = {.picture = picture, .release = release, .pages = pages_of, .arena = &arena};
    wks_code code = check_place(path, &arena, &is_site, err);
    if (code == WKS_OK) {
        code = wks_file_make_beside(path, &arena, &at.files.folder, err);
    }
    if (code == WKS_OK) {
        code = fill(&at, progress, err);
        if (code == WKS_OK) {
            code = move_in(at.files.folder, path, is_site, &arena, err);
        }
        if (code != WKS_OK && wks_file_is_folder(at.files.folder) &&
            wks_file_remove_folder(at.files.folder, NULL) != WKS_OK) {
            wks_error_prefix(err, code, wks_tr("%s is left behind", "%s blijft staan"),
                             at.files.folder);
        }
    }
    *report = (wks_site_report){at.files.n_files, at.files.n_bytes};
    wks_arena_clear(&arena);
    return code;
}
