/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/secret.h"

#include "base/language.h"

#include <sodium.h>

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file of it: this line, the key in hexadecimal digits, and a line end. */
#define HEADING "wijkscan-secret 1\n"

enum {
    N_HEADING = sizeof HEADING - 1,
    N_HEX = 2 * WKS_SECRET_BYTES,
    N_FILE = N_HEADING + N_HEX + 1
};

static_assert((int)WKS_SECRET_BYTES == (int)crypto_generichash_KEYBYTES, "a key of BLAKE2b");

static wks_code fail_io(const char *path, int why, wks_error *err)
{
    return wks_fail(err, WKS_E_IO, "%s: %s", path, strerror(why));
}

wks_code wks_secret_make(const char *path, wks_error *err)
{
    char text[N_FILE + 1] = HEADING;
    wks_secret secret;
    if (sodium_init() < 0) {
        return wks_fail(
            err, WKS_E_IO, "%s",
            wks_tr("the system gives no random bytes", "het systeem geeft geen toevallige bytes"));
    }
    const int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) {
        return errno == EEXIST
                   ? wks_fail(err, WKS_E_EXISTS,
                              wks_tr("%s: is there already; a key is made once and never replaced",
                                     "%s: bestaat al; een sleutel wordt een keer gemaakt en nooit "
                                     "vervangen"),
                              path)
                   : fail_io(path, errno, err);
    }
    randombytes_buf(secret.bytes, sizeof secret.bytes);
    sodium_bin2hex(text + N_HEADING, N_HEX + 1, secret.bytes, sizeof secret.bytes);
    text[N_FILE - 1] = '\n';
    const ssize_t n = write(file, text, N_FILE);
    int why = n == N_FILE && fsync(file) == 0 ? 0 : n >= 0 && n < N_FILE ? ENOSPC : errno;
    sodium_memzero(text, sizeof text);
    wks_secret_clear(&secret);
    if (close(file) != 0 && why == 0) {
        why = errno;
    }
    if (why != 0) {
        (void)unlink(path);
        return fail_io(path, why, err);
    }
    return WKS_OK;
}

static wks_code check_file(const char *path, int file, wks_error *err)
{
    struct stat info;
    if (fstat(file, &info) != 0) {
        return fail_io(path, errno, err);
    }
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return wks_fail(err, WKS_E_REFUSED,
                        wks_tr("%s: others than you may read or write this key; run chmod 600",
                               "%s: anderen dan u mogen deze sleutel lezen of schrijven; doe "
                               "chmod 600"),
                        path);
    }
    if (!S_ISREG(info.st_mode) || info.st_size != N_FILE) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: is no key as `wijkscan gate new-key` makes it",
                               "%s: is geen sleutel zoals `wijkscan gate new-key` die maakt"),
                        path);
    }
    return WKS_OK;
}

static wks_code read_bytes(const char *path, int file, wks_secret *out, wks_error *err)
{
    char text[N_FILE];
    size_t n_bytes = 0;
    const ssize_t n = read(file, text, sizeof text);
    const int why = errno;
    const bool is_key = n == N_FILE && memcmp(text, HEADING, N_HEADING) == 0 &&
                        text[N_FILE - 1] == '\n' &&
                        sodium_hex2bin(out->bytes, sizeof out->bytes, text + N_HEADING, N_HEX, NULL,
                                       &n_bytes, NULL) == 0 &&
                        n_bytes == sizeof out->bytes;
    sodium_memzero(text, sizeof text);
    if (n < 0) {
        return fail_io(path, why, err);
    }
    return is_key ? WKS_OK
                  : wks_fail(err, WKS_E_FORMAT,
                             wks_tr("%s: is no key as `wijkscan gate new-key` makes it",
                                    "%s: is geen sleutel zoals `wijkscan gate new-key` die maakt"),
                             path);
}

wks_code wks_secret_read(const char *path, wks_secret *out, wks_error *err)
{
    memset(out, 0, sizeof *out);
    const int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (file < 0) {
        return wks_fail(err, WKS_E_NOT_FOUND,
                        wks_tr("%s: cannot be read (%s)", "%s: kan niet worden gelezen (%s)"), path,
                        strerror(errno));
    }
    wks_code code = check_file(path, file, err);
    if (code == WKS_OK) {
        code = read_bytes(path, file, out, err);
    }
    (void)close(file);
    return code;
}

void wks_secret_clear(wks_secret *secret)
{
    sodium_memzero(secret, sizeof *secret);
}

uint64_t wks_secret_number(const wks_secret *secret, const char *purpose, const char *text)
{
    crypto_generichash_state state;
    unsigned char digest[crypto_generichash_BYTES];
    uint64_t number = 0;
    /* These fail only for keys and digests of another length. */
    (void)crypto_generichash_init(&state, secret->bytes, sizeof secret->bytes, sizeof digest);
    (void)crypto_generichash_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
    (void)crypto_generichash_update(&state, (const unsigned char *)text, strlen(text));
    (void)crypto_generichash_final(&state, digest, sizeof digest);
    for (size_t i = 0; i < sizeof number; i++) {
        number = number << 8 | digest[i];
    }
    return number;
}

void wks_secret_name(const wks_secret *secret, char out[static WKS_SECRET_NAME_SIZE])
{
    snprintf(out, WKS_SECRET_NAME_SIZE, "%016" PRIx64,
             wks_secret_number(secret, "name of the key", ""));
}
