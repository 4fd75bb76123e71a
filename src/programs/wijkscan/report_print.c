/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/report_print.h"

#include "base/file.h"
#include "base/language.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char browser[] = "chromium"; /* of Debian */

/* NULL when out of memory. */
static const char *in_folder(const wks_report_print *print, const char *name)
{
    return wks_file_join(print->call->arena, print->folder, name);
}

/* The first line of a file that a program writes; "" as long as there is none. */
static wks_code first_line(const wks_report_print *print, const char *path, const char **out,
                           wks_error *err)
{
    wks_span bytes;
    WKS_TRY(wks_file_read(path, 0, print->call->arena, &bytes, err));
    const char *end = bytes.n == 0 ? NULL : memchr(bytes.at, '\n', bytes.n);
    *out = end == NULL ? ""
                       : wks_arena_printf(print->call->arena, "%.*s", (int)(end - bytes.at),
                                          (const char *)bytes.at);
    return *out == NULL ? wks_arena_fail(err) : WKS_OK;
}

/* The server says where it listens when it does. */
static wks_code wait_for_server(wks_report_print *print, const char *output, const char *errors,
                                wks_error *err)
{
    const struct timespec moment = {.tv_nsec = 20000000};
    const char *said = "";
    while (wks_process_is_running(&print->server)) {
        WKS_TRY(first_line(print, output, &said, err));
        if (said[0] != 0) {
            print->address = said;
            return WKS_OK;
        }
        nanosleep(&moment, NULL);
    }
    WKS_TRY(first_line(print, errors, &said, err));
    return wks_fail(err, WKS_E_IO,
                    wks_tr("the server did not start: %s", "de server is niet gestart: %s"), said);
}

wks_code wks_report_print_open(const wks_call *call, const char *picture, wks_report_print *out,
                               wks_error *err)
{
    *out = (wks_report_print){.call = call};
    wks_process_hold_signals();
    WKS_TRY(wks_file_make_private(call->arena, &out->folder, err));
    const char *output = in_folder(out, "output");
    const char *errors = in_folder(out, "errors");
    const char *const words[] = {wks_process_find("wijkscand", call->arena),
                                 "--picture",
                                 picture,
                                 "--port",
                                 "0",
                                 "--quiet",
                                 NULL};
    if (output == NULL || errors == NULL || words[0] == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_process_start(words, output, errors, &out->server, err));
    return wait_for_server(out, output, errors, err);
}

wks_code wks_report_print_close(wks_report_print *print, wks_error *err)
{
    wks_process_stop(&print->server);
    const wks_code code =
        print->folder == NULL ? WKS_OK : wks_file_remove_folder(print->folder, err);
    wks_process_release_signals();
    return code;
}

static wks_code run_browser(const wks_report_print *print, const char *target, const char *pdf,
                            wks_error *err)
{
    wks_arena *arena = print->call->arena;
    const char *output = in_folder(print, "browser-output");
    const char *errors = in_folder(print, "browser-errors");
    const char *const words[] = {
        browser, "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--no-pdf-header-footer", "--export-tagged-pdf",
        "--virtual-time-budget=10000", /* of the page's clock, which stands still while it loads */
        wks_arena_printf(arena, "--user-data-dir=%s/browser", print->folder),
        wks_arena_printf(arena, "--print-to-pdf=%s", pdf), target,
        /* Chromium has no sandbox for root, and shows only our own pages */
        geteuid() == 0 ? "--no-sandbox" : NULL, NULL};
    int status = 0;
    if (output == NULL || errors == NULL || words[8] == NULL || words[9] == NULL) {
        return wks_arena_fail(err);
    }
    const wks_code code = wks_process_run(words, output, errors, &status, err);
    if (code == WKS_E_NOT_FOUND) {
        return wks_fail(err, code, "%s",
                        wks_tr("Chromium is needed to print; install Debian's package chromium",
                               "voor afdrukken is Chromium nodig; installeer het Debian-pakket "
                               "chromium"));
    }
    WKS_TRY(code);
    return status == 0 && wks_file_exists(pdf)
               ? WKS_OK
               : wks_fail(err, WKS_E_IO,
                          wks_tr("%s: ended with exit code %d and no PDF",
                                 "%s: gestopt met afsluitcode %d en zonder PDF"),
                          browser, status);
}

wks_code wks_report_print_page(wks_report_print *print, const char *page, const char *to,
                               wks_error *err)
{
    wks_span bytes;
    wks_arena *arena = print->call->arena;
    const char *target = wks_arena_printf(arena, "%s%s", print->address, page);
    const char *pdf = in_folder(print, "page.pdf");
    if (target == NULL || pdf == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(run_browser(print, target, pdf, err));
    WKS_TRY(wks_file_read(pdf, 0, arena, &bytes, err));
    WKS_TRY(wks_file_remove(pdf, err));
    return wks_file_write(to, bytes.at, bytes.n, err);
}
