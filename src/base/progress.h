/* base/progress.h - what a long job says while it runs.
 *
 * On a terminal one line on stderr is redrawn, from the first second on; elsewhere nothing is
 * written.  A job calls wks_progress_step as often as it likes; drawing is limited to ten a second.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_PROGRESS_H
#define WKS_BASE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_progress {
    bool is_shown;    /* stderr is a terminal, and the user did not ask for quiet */
    double started_s; /* monotonic clock */
    double drawn_s;
    bool has_drawn;
    const char *what; /* borrowed until the next wks_progress_begin */
    size_t total;     /* 0: unknown */
} wks_progress;

void wks_progress_init(wks_progress *progress, bool is_quiet);
/* progress may be NULL in all of these. */
void wks_progress_begin(wks_progress *progress, const char *what, size_t total);
void wks_progress_step(wks_progress *progress, size_t done);
void wks_progress_end(wks_progress *progress); /* clears the line */

double wks_clock_seconds(void); /* monotonic */

#endif
