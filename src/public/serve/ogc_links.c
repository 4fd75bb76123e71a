/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/ogc_links.h"

#include "public/serve/address_text.h"

#include <stdio.h>

void wks_ogc_links_write(wks_json *json, const wks_ogc_link *links, size_t n)
{
    wks_json_key(json, "links");
    wks_json_open_array(json);
    for (size_t i = 0; i < n; i++) {
        wks_json_open_object(json);
        wks_json_member_text(json, "href", links[i].href);
        wks_json_member_text(json, "rel", links[i].rel);
        wks_json_member_text(json, "type", links[i].type);
        wks_json_member_text(json, "title", links[i].title);
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
}

const char *wks_ogc_links_address(const char *base, const char *path,
                                  const wks_ogc_question *question, bool is_whole, size_t offset,
                                  wks_arena *arena)
{
    wks_buffer text = {0};
    const char *kept = NULL;
    char number[24];
    snprintf(number, sizeof number, "%zu", offset);
    wks_buffer_printf(&text, "%s/ogc/v1%s", base, path);
    for (size_t i = 0; i < (is_whole ? WKS_OGC_N_PARAMETERS : WKS_OGC_BREAKDOWN + 1); i++) {
        const char *value = i != WKS_OGC_OFFSET ? question->given[i] : offset == 0 ? NULL : number;
        wks_address_text_put(&text, wks_ogc_parameters[i].name, value);
    }
    return wks_buffer_keep(&text, arena, &kept, NULL) == WKS_OK ? kept : NULL;
}
