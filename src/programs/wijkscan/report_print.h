/* programs/wijkscan/report_print.h - pages of the picture on paper: the server beside this program,
 * and Debian's Chromium, which prints what a reader sees.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_REPORT_PRINT_H
#define WKS_PROGRAMS_WIJKSCAN_REPORT_PRINT_H

#include "base/process.h"
#include "programs/wijkscan/verb.h"

typedef struct wks_report_print {
    const wks_call *call;
    const char *folder; /* private; NULL before it is made */
    wks_process server;
    const char *address; /* "http://127.0.0.1:39287" */
} wks_report_print;

/* Serve the picture to this program alone.  Close it whatever open says.
 * Errors: WKS_E_NOT_FOUND  there is no server program
 *         WKS_E_IO         it did not start: the text is what it said
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_report_print_open(const wks_call *call, const char *picture,
                                              wks_report_print *out, wks_error *err);
WKS_MUST_CHECK wks_code wks_report_print_close(wks_report_print *print, wks_error *err);

/* One page ("/gebied/WK015301") as a tagged PDF in the file `to`, whole or not at all.
 * Errors: WKS_E_NOT_FOUND  there is no Chromium
 *         WKS_E_IO         it failed, or `to` cannot be written; WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_report_print_page(wks_report_print *print, const char *page,
                                              const char *to, wks_error *err);

#endif
