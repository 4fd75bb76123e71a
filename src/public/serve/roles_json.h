/* public/serve/roles_json.h - roles as replies say them.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_ROLES_JSON_H
#define WKS_PUBLIC_SERVE_ROLES_JSON_H

#include "base/json.h"

/* The words of roles (WKS_ROLE_BIT()) as a member "rollen". */
void wks_roles_json(unsigned roles, wks_json *json);

#endif
