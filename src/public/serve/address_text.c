/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/address_text.h"

#include <string.h>

void wks_address_text_put(wks_buffer *address, const char *name, const char *value)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    if (value == NULL) {
        return;
    }
    const bool is_first = address->n == 0 || memchr(address->bytes, '?', address->n) == NULL;
    wks_buffer_printf(address, "%c%s=", is_first ? '?' : '&', name);
    for (const unsigned char *at = (const unsigned char *)value; *at != 0; at++) {
        wks_buffer_printf(address, strchr(plain, *at) != NULL ? "%c" : "%%%02X", *at);
    }
}
