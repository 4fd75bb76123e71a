/* public/serve/record_json.h - records as replies say them.  Who wrote something is said by
 * organisation; by name in its versions, for who is signed in.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_RECORD_JSON_H
#define WKS_PUBLIC_SERVE_RECORD_JSON_H

#include "base/json.h"
#include "public/action/record.h"

void wks_record_json(const wks_record *record, wks_json *json);
void wks_record_json_list(const wks_records *records, wks_json *json);
void wks_record_json_versions(const wks_records *versions, wks_json *json);
void wks_record_json_links(const wks_record_links *links, wks_json *json);
/* What kinds there are, what each is made of, and how they may be tied. */
void wks_record_json_kinds(wks_json *json);

#endif
