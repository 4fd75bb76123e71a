/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/intake/table_copy.h"

#include "base/language.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    COPY_BUFFER = 256 * 1024
};

const wks_table_copy wks_table_copy_none = {.fd = -1};

static wks_code fail_write(wks_error *err, int why)
{
    return wks_fail(err, WKS_E_IO,
                    wks_tr("the temporary copy cannot be written (%s); TMPDIR says where it goes",
                           "de tijdelijke kopie kan niet worden geschreven (%s); TMPDIR zegt waar "
                           "die komt"),
                    strerror(why));
}

wks_code wks_table_copy_open(wks_table_copy *copy, wks_arena *arena, wks_error *err)
{
    *copy = wks_table_copy_none;
    const char *folder = getenv("TMPDIR");
    folder = folder == NULL || *folder == 0 ? "/tmp" : folder;
    char *name = wks_arena_printf(arena, "%s/wijkscan-XXXXXX", folder);
    char *buffer = wks_arena_alloc(arena, COPY_BUFFER, 1);
    if (name == NULL || buffer == NULL) {
        return wks_arena_fail(err);
    }
    int fd = mkostemp(name, O_CLOEXEC); /* readable for the owner only */
    if (fd < 0) {
        return fail_write(err, errno);
    }
    *copy = (wks_table_copy){.fd = fd, .path = name, .named = name, .buffer = buffer};
    char *nameless = wks_arena_printf(arena, "/proc/self/fd/%d", fd);
    if (nameless == NULL) {
        wks_table_copy_close(copy);
        return wks_arena_fail(err);
    }
    if (access(nameless, R_OK) == 0 && unlink(name) == 0) {
        copy->path = nameless;
        copy->named = NULL;
    }
    return WKS_OK;
}

static void write_out(wks_table_copy *copy, const char *bytes, size_t n)
{
    while (n > 0 && copy->failed_errno == 0) {
        ssize_t put = write(copy->fd, bytes, n);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            copy->failed_errno = errno;
            return;
        }
        bytes += put;
        n -= (size_t)put;
    }
}

void wks_table_copy_put(wks_table_copy *copy, const char *bytes, size_t n)
{
    if (copy->n_buffered + n > COPY_BUFFER) {
        write_out(copy, copy->buffer, copy->n_buffered);
        copy->n_buffered = 0;
    }
    if (n > COPY_BUFFER) {
        write_out(copy, bytes, n);
    } else if (n > 0) {
        memcpy(copy->buffer + copy->n_buffered, bytes, n);
        copy->n_buffered += n;
    }
}

void wks_table_copy_put_cell(wks_table_copy *copy, const char *text, size_t n)
{
    if (n == 0) {
        return;
    }
    bool is_plain = true;
    for (size_t i = 0; i < n && is_plain; i++) {
        is_plain = text[i] != ';' && text[i] != '"' && text[i] != '\n' && text[i] != '\r';
    }
    if (is_plain) {
        wks_table_copy_put(copy, text, n);
        return;
    }
    wks_table_copy_put(copy, "\"", 1);
    for (size_t from = 0, i = 0; i <= n; i++) {
        if (i == n || text[i] == '"') {
            wks_table_copy_put(copy, text + from, i - from);
            from = i;
            if (i < n) {
                wks_table_copy_put(copy, "\"", 1);
            }
        }
    }
    wks_table_copy_put(copy, "\"", 1);
}

wks_code wks_table_copy_flush(wks_table_copy *copy, wks_error *err)
{
    write_out(copy, copy->buffer, copy->n_buffered);
    copy->n_buffered = 0;
    return copy->failed_errno != 0 ? fail_write(err, copy->failed_errno) : WKS_OK;
}

void wks_table_copy_close(wks_table_copy *copy)
{
    if (copy->fd >= 0) {
        close(copy->fd);
    }
    if (copy->named != NULL) {
        unlink(copy->named);
    }
    *copy = wks_table_copy_none;
}
