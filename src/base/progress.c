/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

double wks_clock_seconds(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void wks_progress_init(wks_progress *progress, bool is_quiet)
{
    *progress = (wks_progress){.is_shown = !is_quiet && isatty(STDERR_FILENO) == 1};
}

void wks_progress_begin(wks_progress *progress, const char *what, size_t total)
{
    if (progress == NULL) {
        return;
    }
    wks_progress_end(progress);
    progress->what = what;
    progress->total = total;
    progress->started_s = wks_clock_seconds();
    progress->drawn_s = progress->started_s;
}

void wks_progress_step(wks_progress *progress, size_t done)
{
    if (progress == NULL || !progress->is_shown || progress->what == NULL) {
        return;
    }
    double now = wks_clock_seconds();
    if (now - progress->started_s < 1.0 || now - progress->drawn_s < 0.1) {
        return;
    }
    progress->drawn_s = now;
    progress->has_drawn = true;
    if (progress->total > 0) {
        fprintf(stderr, "\r\033[K%s  %zu%%", progress->what, done * 100 / progress->total);
    } else {
        fprintf(stderr, "\r\033[K%s  %zu", progress->what, done);
    }
    fflush(stderr);
}

void wks_progress_end(wks_progress *progress)
{
    if (progress != NULL && progress->has_drawn) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
        progress->has_drawn = false;
    }
}
