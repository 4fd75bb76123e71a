/* tests/unit/demo/demo_folder.h - a folder for a test, gone afterwards.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TESTS_DEMO_FOLDER_H
#define WKS_TESTS_DEMO_FOLDER_H

#include <stddef.h>

enum {
    FOLDER_SIZE = 256
};

/* A new empty folder in TMPDIR or /tmp. */
void folder_make(char path[static FOLDER_SIZE]);
/* With all that is in it. */
void folder_remove(const char *path);

#endif
