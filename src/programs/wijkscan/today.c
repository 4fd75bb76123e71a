/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/today.h"

#include <stdlib.h>
#include <time.h>

const char *wks_today(wks_arena *arena)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t now = epoch == NULL ? time(NULL) : (time_t)strtoll(epoch, NULL, 10);
    struct tm day = {0};
    char text[16] = "";
    if (gmtime_r(&now, &day) == NULL || strftime(text, sizeof text, "%Y-%m-%d", &day) == 0) {
        return NULL;
    }
    return wks_arena_text(arena, text);
}
