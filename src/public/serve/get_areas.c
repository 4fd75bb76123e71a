/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/picture_table.h"
#include "public/serve/paging.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stddef.h>
#include <stdint.h>

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    (void)what;
    (void)arena;
    (void)response;
    return wks_picture_read_areas(picture, release, NULL, out, err);
}

const wks_release_item wks_get_areas_item = {"gebieden", render, NULL};

typedef struct areas_question {
    wks_paging page;
    wks_release_head *head;
} areas_question;

static wks_code render_page(wks_picture *picture, int64_t release, const void *what,
                            wks_arena *arena, wks_http_response *response, wks_buffer *out,
                            wks_error *err)
{
    const areas_question *question = what;
    const wks_paging *page = &question->page;
    wks_table_area *areas = NULL;
    size_t n = 0;
    WKS_TRY(wks_picture_table_areas(picture, release, arena, &areas, &n, err));
    WKS_TRY(
        wks_paging_link(page, "/api/v1/gebieden", n, response, arena, &question->head->link, err));
    if (response->n_faults > 0) {
        return WKS_E_ARGUMENT;
    }
    const wks_picture_part part = {(page->number - 1) * page->size, page->size};
    return wks_picture_read_areas(picture, release, &part, out, err);
}

wks_code wks_get_areas(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                       void *context, wks_error *err)
{
    static const wks_http_parameter parameters[] = {{WKS_PAGING_NUMBER, false},
                                                    {WKS_PAGING_SIZE, false}};
    wks_serve *serve = context;
    wks_release_head head = {.mime = "application/json"};
    const char *values[2];
    wks_http_read_query(request, parameters, 2, values, response);
    const areas_question question = {wks_paging_read(values[0], values[1], response), &head};
    if (response->n_faults > 0) {
        return WKS_OK;
    }
    if (!question.page.is_asked) {
        return wks_release_cache_answer(&serve->store, request, &wks_get_areas_item, arena,
                                        response, err);
    }
    /* Not kept: any size may be asked, and a page is made quickly. */
    const wks_release_file file = {{NULL, render_page, &question}, &head};
    return wks_release_cache_answer_file(&serve->store, request, &file, arena, response, err);
}
