/* public/serve/address_text.h - addresses that replies lead to.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_ADDRESS_TEXT_H
#define WKS_PUBLIC_SERVE_ADDRESS_TEXT_H

#include "base/text.h"

/* Append name=value, behind ? for the first parameter of the address and & for others, with what
 * an address cannot hold as %XX; nothing when value is NULL.  address holds no other ?. */
void wks_address_text_put(wks_buffer *address, const char *name, const char *value);

#endif
