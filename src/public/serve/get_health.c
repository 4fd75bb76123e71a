/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

wks_code wks_get_health(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                        void *context, wks_error *err)
{
    (void)arena;
    wks_serve *serve = context;
    char id[WKS_RELEASE_ID_SIZE];
    wks_buffer text = {0};
    wks_json json;
    wks_release_store_id(&serve->store, id);
    wks_json_init(&json, &text);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "status", "ok");
    wks_json_member_text(&json, "release", id);
    wks_json_close_object(&json);
    wks_code code = wks_buffer_check(&text, err);
    if (code != WKS_OK) {
        wks_buffer_clear(&text);
        return code;
    }
    return wks_http_body_make(serve->server,
                              &(wks_http_body_options){.mime = "application/json",
                                                       .route = request->route,
                                                       .identity = {.buffer = &text}},
                              &response->body, err);
}
