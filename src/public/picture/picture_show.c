/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/picture_show.h"

#include "base/db.h"
#include "base/embedded.h"
#include "base/file.h"
#include "base/language.h"
#include "base/text.h"
#include "public/picture/picture_seal.h"

#include <assert.h>
#include <stdint.h>

extern const wks_embedded_text wks_picture_show_queries[];
extern const size_t wks_picture_show_queries_count;

typedef struct showing {
    wks_db *db;
    int64_t release;
    const wks_show_choice *choice;
    wks_arena *arena;
    bool is_out_of_memory; /* a text could not be kept: checked once a row */
} showing;

static wks_code open_query(showing *show, const char *name, wks_query **out, wks_error *err)
{
    const wks_embedded_text *query =
        wks_embedded_find_text(wks_picture_show_queries, wks_picture_show_queries_count, name);
    assert(query != NULL);
    return wks_query_open(show->db, query->text, out, err);
}

static wks_code open_picture(showing *show, const char *path, wks_error *err)
{
    if (!wks_file_exists(path)) {
        return wks_fail(err, WKS_E_NOT_FOUND,
                        wks_tr("%s: there is no picture yet; make one with `wijkscan build`",
                               "%s: er is nog geen beeld; maak het met `wijkscan build`"),
                        path);
    }
    return wks_db_open(path, WKS_DB_READ, &show->db, err);
}

static const char *keep(showing *show, wks_query *query, int column)
{
    const char *text = wks_query_text(query, column);
    const char *kept = text == NULL ? NULL : wks_arena_text(show->arena, text);
    show->is_out_of_memory = show->is_out_of_memory || (text != NULL && kept == NULL);
    return kept;
}

static wks_code fail_no_release(wks_error *err)
{
    return wks_fail(err, WKS_E_NOT_FOUND, "%s",
                    wks_tr("the picture holds no release yet; make one with `wijkscan build`",
                           "het beeld bevat nog geen uitgave; maak die met `wijkscan build`"));
}

/* A first build that was stopped at once leaves a file without tables. */
static wks_code require_tables(showing *show, wks_error *err)
{
    wks_query *query = NULL;
    bool has_row = false;
    WKS_TRY(open_query(show, "has_tables.sql", &query, err));
    wks_code code = wks_query_step(query, &has_row, err);
    if (code == WKS_OK && (!has_row || wks_query_integer(query, 0) == 0)) {
        code = fail_no_release(err);
    }
    wks_query_close(query);
    return code;
}

static wks_code read_release(showing *show, wks_show_release *release, wks_error *err)
{
    wks_query *query = NULL;
    bool has_row = false;
    WKS_TRY(require_tables(show, err));
    WKS_TRY(open_query(show, "release.sql", &query, err));
    wks_code code = wks_query_step(query, &has_row, err);
    if (code == WKS_OK && !has_row) {
        code = fail_no_release(err);
    }
    if (code == WKS_OK) {
        show->release = wks_query_integer(query, 0);
        *release = (wks_show_release){.id = keep(show, query, 1),
                                      .released_on = keep(show, query, 2),
                                      .region_name = keep(show, query, 3),
                                      .is_invented = wks_query_integer(query, 4) != 0};
        code = show->is_out_of_memory ? wks_arena_fail(err) : WKS_OK;
    }
    wks_query_close(query);
    return code;
}

static wks_shown read_value(showing *show, wks_query *query)
{
    wks_shown shown = {
        .indicator = keep(show, query, 0),
        .indicator_dutch = keep(show, query, 1),
        .indicator_english = keep(show, query, 2),
        .unit = keep(show, query, 3),
        .definition = keep(show, query, 4),
        .numerator = keep(show, query, 5),
        .denominator = keep(show, query, 6),
        .population = keep(show, query, 7),
        .breakdown = keep(show, query, 8),
        .breakdown_dutch = keep(show, query, 9),
        .breakdown_english = keep(show, query, 10),
        .level = keep(show, query, 11),
        .area = keep(show, query, 12),
        .area_name = keep(show, query, 13),
        .period = keep(show, query, 14),
        .value = wks_query_number(query, 15),
        .lower = wks_query_number(query, 16),
        .upper = wks_query_number(query, 17),
        .status = keep(show, query, 18),
        .decision = keep(show, query, 19),
        .source = keep(show, query, 20),
        .source_name = keep(show, query, 21),
        .owner = keep(show, query, 22),
        .licence = keep(show, query, 23),
        .delivery = keep(show, query, 24),
        .file = keep(show, query, 25),
        .rows = keep(show, query, 26),
        .decimals = (int)wks_query_integer(query, 27),
        .edition = (int)wks_query_integer(query, 28),
        .is_modelled = wks_query_integer(query, 29) != 0,
        .method = keep(show, query, 30),
        .flags = keep(show, query, 31),
        .against_name = keep(show, query, 32),
        .verdict = wks_verdict_json_read(query, 33, wks_query_text(query, 15) != NULL),
        .test = wks_verdict_json_read_test(query, 43),
        .trend = wks_verdict_json_read_trend(query, 50),
        .model_dutch = keep(show, query, 59),
        .model_english = keep(show, query, 60),
        .diagnostics = keep(show, query, 61),
    };
    shown.test.note = keep(show, query, 49);
    return shown;
}

static wks_code fail_version(wks_code code, wks_error *err)
{
    return wks_error_prefix(err, code, "%s",
                            wks_tr("the picture is of an earlier version of wijkscan; run "
                                   "`wijkscan build`",
                                   "het beeld is van een eerdere versie van wijkscan; draai "
                                   "`wijkscan build`"));
}

/* Only what the verifier signed is shown, here as in a browser. */
static wks_code check_seal(showing *show, const char *path, wks_error *err)
{
    wks_public_key key;
    WKS_TRY(wks_picture_seal_key(path, NULL, &key, err));
    const wks_code code = wks_picture_seal_check(show->db, show->release, &key, err);
    return code == WKS_E_STORE ? fail_version(code, err) : code;
}

static wks_code read_values(showing *show, wks_shown **out, size_t *n, wks_error *err)
{
    const wks_show_choice *choice = show->choice;
    const char *const texts[] = {choice->indicator, choice->area, choice->level, choice->period,
                                 choice->breakdown};
    wks_query *query = NULL;
    wks_shown *list = NULL;
    size_t room = 0;
    wks_code opened = open_query(show, "values.sql", &query, err);
    if (opened == WKS_E_STORE) {
        return fail_version(opened, err);
    }
    WKS_TRY(opened);
    wks_query_bind_integer(query, 1, show->release);
    for (int i = 0; i < 5; i++) {
        wks_query_bind_text(query, i + 2, texts[i]);
    }
    wks_code code = WKS_OK;
    for (bool has_row = true; code == WKS_OK && has_row;) {
        code = wks_query_step(query, &has_row, err);
        if (code == WKS_OK && has_row) {
            code = wks_arena_grow(show->arena, &list, *n, &room, sizeof *list, err);
            if (code == WKS_OK) {
                list[(*n)++] = read_value(show, query);
                code = show->is_out_of_memory ? wks_arena_fail(err) : WKS_OK;
            }
        }
    }
    wks_query_close(query);
    *out = list;
    return code;
}

/* The first column of a query with ?1 release and ?2 text. */
static wks_code ask(showing *show, const char *name, const char *text, const char **out,
                    wks_error *err)
{
    wks_query *query = NULL;
    bool has_row = false;
    WKS_TRY(open_query(show, name, &query, err));
    wks_query_bind_integer(query, 1, show->release);
    if (text != NULL) {
        wks_query_bind_text(query, 2, text);
    }
    wks_code code = wks_query_step(query, &has_row, err);
    *out = has_row ? keep(show, query, 0) : NULL;
    wks_query_close(query);
    return code == WKS_OK && show->is_out_of_memory ? wks_arena_fail(err) : code;
}

/* Nothing fits: say which choice is at fault and what there is. */
static wks_code explain_nothing(showing *show, wks_error *err)
{
    const wks_show_choice *choice = show->choice;
    const char *answer = NULL;
    if (choice->indicator != NULL) {
        WKS_TRY(ask(show, "has_indicator.sql", choice->indicator, &answer, err));
        if (wks_text_equal(answer, "0")) {
            WKS_TRY(ask(show, "indicator_ids.sql", NULL, &answer, err));
            return wks_fail(err, WKS_E_NOT_FOUND,
                            wks_tr("no indicator %s in this release; there are: %s",
                                   "geen indicator %s in deze uitgave; er zijn: %s"),
                            choice->indicator, answer == NULL ? "-" : answer);
        }
    }
    if (choice->area != NULL) {
        WKS_TRY(ask(show, "has_area.sql", choice->area, &answer, err));
        if (wks_text_equal(answer, "0")) {
            return wks_fail(
                err, WKS_E_NOT_FOUND,
                wks_tr("no area %s in this release; expected a code such as GM0153, "
                       "WK015301 or BU01530100",
                       "geen gebied %s in deze uitgave; verwacht een code zoals GM0153, "
                       "WK015301 of BU01530100"),
                choice->area);
        }
    }
    if (choice->indicator != NULL) {
        WKS_TRY(ask(show, "series_there.sql", choice->indicator, &answer, err));
        return wks_fail(err, WKS_E_NOT_FOUND,
                        wks_tr("%s has no numbers for this choice; there are: %s",
                               "%s heeft geen cijfers voor deze keuze; er zijn: %s"),
                        choice->indicator, answer == NULL ? "-" : answer);
    }
    return wks_fail(err, WKS_E_NOT_FOUND, "%s",
                    wks_tr("no values fit this choice", "geen waarden passen bij deze keuze"));
}

wks_code wks_picture_show(const char *path, const wks_show_choice *choice, wks_arena *arena,
                          wks_show_release *release, wks_shown **out, size_t *n, wks_error *err)
{
    showing show = {.choice = choice, .arena = arena};
    *n = 0;
    WKS_TRY(open_picture(&show, path, err));
    wks_code code = read_release(&show, release, err);
    if (code == WKS_OK) {
        code = check_seal(&show, path, err);
    }
    if (code == WKS_OK) {
        code = read_values(&show, out, n, err);
    }
    if (code == WKS_OK && *n == 0) {
        code = explain_nothing(&show, err);
    }
    wks_db_close(show.db);
    return code;
}

wks_code wks_picture_show_release(const char *path, wks_arena *arena, wks_show_release *release,
                                  wks_error *err)
{
    showing show = {.arena = arena};
    WKS_TRY(open_picture(&show, path, err));
    wks_code code = read_release(&show, release, err);
    wks_db_close(show.db);
    return code;
}

static wks_code list_areas(showing *show, const char *area, const char *level,
                           const char *const **codes, size_t *n, wks_error *err)
{
    wks_query *query = NULL;
    const char **list = NULL;
    size_t room = 0;
    bool has_row = true;
    *n = 0;
    WKS_TRY(open_query(show, "area_codes.sql", &query, err));
    wks_query_bind_integer(query, 1, show->release);
    wks_query_bind_text(query, 2, area);
    wks_query_bind_text(query, 3, level);
    wks_code code = wks_query_step(query, &has_row, err);
    while (code == WKS_OK && has_row) {
        code = wks_arena_grow(show->arena, &list, *n, &room, sizeof(const char *), err);
        if (code == WKS_OK) {
            list[(*n)++] = keep(show, query, 0);
            code =
                show->is_out_of_memory ? wks_arena_fail(err) : wks_query_step(query, &has_row, err);
        }
    }
    wks_query_close(query);
    *codes = list;
    return code;
}

wks_code wks_picture_show_areas(const char *path, const char *area, const char *level,
                                wks_arena *arena, const char *const **codes, size_t *n,
                                wks_error *err)
{
    showing show = {.arena = arena};
    wks_show_release release;
    WKS_TRY(open_picture(&show, path, err));
    wks_code code = read_release(&show, &release, err);
    if (code == WKS_OK) {
        code = list_areas(&show, area, level, codes, n, err);
    }
    wks_db_close(show.db);
    if (code == WKS_OK && *n == 0) {
        code = wks_fail(err, WKS_E_NOT_FOUND,
                        wks_tr("%s: the release has no such area (%s)",
                               "%s: de uitgave heeft zo'n gebied niet (%s)"),
                        path, area != NULL ? area : level);
    }
    return code;
}
