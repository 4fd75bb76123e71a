/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/embedded.h"

#include <string.h>

const wks_embedded_file *wks_embedded_find(const wks_embedded_file *files, size_t n_files,
                                           const char *name)
{
    for (size_t i = 0; i < n_files; i++) {
        if (strcmp(files[i].name, name) == 0) {
            return &files[i];
        }
    }
    return NULL;
}
