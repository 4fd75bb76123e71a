/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/roles_json.h"

#include "access/role.h"

void wks_roles_json(unsigned roles, wks_json *json)
{
    wks_json_key(json, "rollen");
    wks_json_open_array(json);
    for (unsigned role = 0; role < WKS_N_ROLES; role++) {
        if ((roles & WKS_ROLE_BIT(role)) != 0) {
            wks_json_text(json, wks_role_word((wks_role)role));
        }
    }
    wks_json_close_array(json);
}
