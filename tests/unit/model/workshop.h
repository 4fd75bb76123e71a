/* tests/unit/model/workshop.h - a folder of its own for a test that needs files.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TESTS_MODEL_WORKSHOP_H
#define WKS_TESTS_MODEL_WORKSHOP_H

#include "base/error.h"
#include "base/file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* clang-format on */

enum {
    WORKSHOP_PATH_SIZE = 512
};

typedef struct workshop {
    char folder[64];
} workshop;

static inline void workshop_open(workshop *shop)
{
    snprintf(shop->folder, sizeof shop->folder, "/tmp/wks-test-XXXXXX");
    assert_non_null(mkdtemp(shop->folder));
}

static inline void workshop_path(const workshop *shop, const char *name,
                                 char out[static WORKSHOP_PATH_SIZE])
{
    snprintf(out, WORKSHOP_PATH_SIZE, "%s/%s", shop->folder, name);
}

/* Write name, whose folder is made, with this text in place of what it held. */
static inline void workshop_write(const workshop *shop, const char *name, const char *text)
{
    char path[WORKSHOP_PATH_SIZE];
    wks_error err;
    workshop_path(shop, name, path);
    char *slash = strrchr(path, '/');
    *slash = 0;
    assert_int_equal(wks_file_make_folder(path, &err), WKS_OK);
    *slash = '/';
    assert_int_equal(wks_file_write(path, text, strlen(text), &err), WKS_OK);
}

/* Remove what is in the folder, two levels deep, and the folder when asked. */
static inline void workshop_empty(const char *folder, bool is_removed)
{
    DIR *dir = opendir(folder);
    if (dir == NULL) {
        return;
    }
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        char path[WORKSHOP_PATH_SIZE];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        snprintf(path, sizeof path, "%.200s/%.255s", folder, entry->d_name);
        if (wks_file_is_folder(path)) {
            workshop_empty(path, true);
        } else {
            unlink(path);
        }
    }
    closedir(dir);
    if (is_removed) {
        rmdir(folder);
    }
}

static inline void workshop_close(workshop *shop)
{
    workshop_empty(shop->folder, true);
}

#endif
