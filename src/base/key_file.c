/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/key_file.h"

#include "base/language.h"

#include <sodium.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    N_DIGITS = 2 * WKS_KEY_BYTES
};

bool wks_key_file_parse(const char *text, size_t n, size_t digits, unsigned char *out)
{
    size_t got = 0;
    const size_t length = n > digits && text[digits] == '\n' ? n - 1 : n;
    return length == digits &&
           sodium_hex2bin(out, digits / 2, text, digits, NULL, &got, NULL) == 0 &&
           got == digits / 2;
}

/* ---- out ------------------------------------------------------------------------------------- */

static wks_code fail_write(const char *path, int why, wks_error *err)
{
    return wks_fail(err, why == EEXIST ? WKS_E_EXISTS : WKS_E_IO,
                    wks_tr("%s: the key cannot be written (%s)",
                           "%s: de sleutel kan niet worden geschreven (%s)"),
                    path, strerror(why));
}

/* Written beside its place and linked into it: a key that is there stays, and none is half. */
wks_code wks_key_file_write(const char *path, bool is_secret,
                            const unsigned char key[static WKS_KEY_BYTES], wks_arena *arena,
                            wks_error *err)
{
    char text[N_DIGITS + 1];
    char *temporary = wks_arena_printf(arena, "%s.XXXXXX", path);
    if (temporary == NULL) {
        return wks_arena_fail(err);
    }
    const int fd = mkstemp(temporary); /* mode 0600 */
    if (fd < 0) {
        return fail_write(path, errno, err);
    }
    sodium_bin2hex(text, sizeof text, key, WKS_KEY_BYTES);
    text[N_DIGITS] = '\n';
    const ssize_t n = write(fd, text, sizeof text);
    int why = n == sizeof text ? 0 : n < 0 ? errno : ENOSPC;
    sodium_memzero(text, sizeof text);
    if (why == 0 &&
        ((!is_secret && fchmod(fd, 0644) != 0) || fsync(fd) != 0 || link(temporary, path) != 0)) {
        why = errno;
    }
    (void)close(fd);
    (void)unlink(temporary);
    return why == 0 ? WKS_OK : fail_write(path, why, err);
}

/* ---- in -------------------------------------------------------------------------------------- */

static wks_code fail_read(const char *path, int why, wks_error *err)
{
    return wks_fail(
        err, why == ENOENT ? WKS_E_NOT_FOUND : WKS_E_IO,
        wks_tr("%s: the key cannot be read (%s)", "%s: de sleutel kan niet worden gelezen (%s)"),
        path, strerror(why));
}

/* The first bytes of the file, of which a key has no more than room. */
static wks_code read_start(const char *path, char *out, size_t room, size_t *n, mode_t *mode,
                           wks_error *err)
{
    struct stat info;
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe does not make it wait */
    if (fd < 0) {
        return fail_read(path, errno, err);
    }
    const ssize_t got = fstat(fd, &info) == 0 ? read(fd, out, room) : -1;
    const int why = errno;
    (void)close(fd);
    if (got < 0) {
        return fail_read(path, why, err);
    }
    *n = (size_t)got;
    *mode = info.st_mode;
    return WKS_OK;
}

wks_code wks_key_file_read(const char *path, bool is_secret,
                           unsigned char key[static WKS_KEY_BYTES], wks_error *err)
{
    char text[N_DIGITS + 2];
    size_t n = 0;
    mode_t mode = 0;
    wks_code code = read_start(path, text, sizeof text, &n, &mode, err);
    if (code == WKS_OK && is_secret && (mode & (S_IRWXG | S_IRWXO)) != 0) {
        code = wks_fail(err, WKS_E_REFUSED,
                        wks_tr("%s: others than its owner may read or write this key; expected "
                               "mode 0600",
                               "%s: ook anderen dan de eigenaar mogen deze sleutel lezen of "
                               "schrijven; verwacht modus 0600"),
                        path);
    }
    if (code == WKS_OK && !wks_key_file_parse(text, n, N_DIGITS, key)) {
        code = wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: expected a key of %d hexadecimal digits",
                               "%s: verwacht een sleutel van %d hexadecimale cijfers"),
                        path, N_DIGITS);
    }
    sodium_memzero(text, sizeof text);
    return code;
}
