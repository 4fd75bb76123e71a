/* SPDX-License-Identifier: EUPL-1.2 */
#include "demo_folder.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

void folder_make(char path[static FOLDER_SIZE])
{
    const char *base = getenv("TMPDIR");
    snprintf(path, FOLDER_SIZE, "%s/wks-demo-XXXXXX", base != NULL ? base : "/tmp");
    if (mkdtemp(path) == NULL) {
        perror(path);
        exit(1);
    }
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *at)
{
    (void)info;
    (void)type;
    (void)at;
    return remove(path);
}

void folder_remove(const char *path)
{
    if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0) {
        perror(path);
    }
}
