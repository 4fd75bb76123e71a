/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/signature.h"

#include "base/file.h"
#include "base/language.h"

#include <sodium.h>

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    SEED_DIGITS = 2 * crypto_sign_SEEDBYTES,
    KEY_DIGITS = 2 * crypto_sign_PUBLICKEYBYTES
};

static_assert(sizeof(wks_public_key) == KEY_DIGITS + 1, "a public key fits");
static_assert(sizeof(wks_signature) == 2 * crypto_sign_BYTES + 1, "a signature fits");

/* `digits` hexadecimal digits and nothing else; a line end may follow. */
static bool read_hex(const char *text, size_t n, size_t digits, unsigned char *out)
{
    size_t got = 0;
    const size_t length = n > digits && text[digits] == '\n' ? n - 1 : n;
    return length == digits &&
           sodium_hex2bin(out, digits / 2, text, digits, NULL, &got, NULL) == 0 &&
           got == digits / 2;
}

/* The first bytes of the file, of which a key has no more than n. */
static wks_code read_start(const char *path, char *out, size_t room, size_t *n, mode_t *mode,
                           wks_error *err)
{
    struct stat info;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &info) != 0) {
        const int why = errno;
        if (fd >= 0) {
            close(fd);
        }
        return wks_fail(err, why == ENOENT ? WKS_E_NOT_FOUND : WKS_E_IO,
                        wks_tr("%s: the key cannot be read (%s)",
                               "%s: de sleutel kan niet worden gelezen (%s)"),
                        path, strerror(why));
    }
    const ssize_t got = read(fd, out, room);
    const int why = errno;
    close(fd);
    if (got < 0) {
        return wks_fail(err, WKS_E_IO,
                        wks_tr("%s: the key cannot be read (%s)",
                               "%s: de sleutel kan niet worden gelezen (%s)"),
                        path, strerror(why));
    }
    *n = (size_t)got;
    *mode = info.st_mode;
    return WKS_OK;
}

/* Written beside its place and linked into it: a key that is there stays, and none is half. */
static wks_code write_key(const char *path, mode_t mode, const char *hex, wks_arena *arena,
                          wks_error *err)
{
    char *temporary = wks_arena_printf(arena, "%s.XXXXXX", path);
    if (temporary == NULL) {
        return wks_arena_fail(err);
    }
    const int fd = mkstemp(temporary); /* mode 0600 */
    bool is_done = fd >= 0 && write(fd, hex, strlen(hex)) == (ssize_t)strlen(hex) &&
                   write(fd, "\n", 1) == 1 && fchmod(fd, mode) == 0 && fsync(fd) == 0;
    is_done = is_done && link(temporary, path) == 0;
    const int why = errno;
    if (fd >= 0) {
        close(fd);
        unlink(temporary);
    }
    if (is_done) {
        return WKS_OK;
    }
    return wks_fail(err, why == EEXIST ? WKS_E_EXISTS : WKS_E_IO,
                    wks_tr("%s: the key cannot be written (%s)",
                           "%s: de sleutel kan niet worden geschreven (%s)"),
                    path, strerror(why));
}

wks_code wks_signature_make_key(const char *path, wks_arena *arena, wks_error *err)
{
    unsigned char seed[crypto_sign_SEEDBYTES];
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
    unsigned char public[crypto_sign_PUBLICKEYBYTES];
    char seed_hex[SEED_DIGITS + 1];
    char public_hex[KEY_DIGITS + 1];
    const char *public_path = wks_arena_printf(arena, "%s.pub", path);
    if (public_path == NULL) {
        return wks_arena_fail(err);
    }
    if (wks_file_exists(public_path)) {
        return wks_fail(
            err, WKS_E_EXISTS,
            wks_tr("%s: there is a public key already", "%s: er is al een openbare sleutel"),
            public_path);
    }
    if (sodium_init() < 0) {
        return wks_fail(
            err, WKS_E_IO, "%s",
            wks_tr("the system gives no random numbers", "het systeem geeft geen toevalsgetallen"));
    }
    randombytes_buf(seed, sizeof seed);
    crypto_sign_seed_keypair(public, secret, seed);
    sodium_bin2hex(seed_hex, sizeof seed_hex, seed, sizeof seed);
    sodium_bin2hex(public_hex, sizeof public_hex, public, sizeof public);
    wks_code code = write_key(path, 0600, seed_hex, arena, err);
    if (code == WKS_OK) {
        code = write_key(public_path, 0644, public_hex, arena, err);
        if (code != WKS_OK) {
            unlink(path); /* without its public half nobody could check with it */
        }
    }
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(secret, sizeof secret);
    sodium_memzero(seed_hex, sizeof seed_hex);
    return code;
}

static wks_code read_seed(const char *path, unsigned char seed[static crypto_sign_SEEDBYTES],
                          wks_error *err)
{
    char text[SEED_DIGITS + 2];
    size_t n = 0;
    mode_t mode = 0;
    wks_code code = read_start(path, text, sizeof text, &n, &mode, err);
    if (code == WKS_OK && (mode & (S_IRWXG | S_IRWXO)) != 0) {
        code = wks_fail(err, WKS_E_REFUSED,
                        wks_tr("%s: others than its owner may read this key; expected mode 0600",
                               "%s: ook anderen dan de eigenaar mogen deze sleutel lezen; verwacht "
                               "modus 0600"),
                        path);
    }
    if (code == WKS_OK && !read_hex(text, n, SEED_DIGITS, seed)) {
        code = wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: expected a key of %d hexadecimal digits",
                               "%s: verwacht een sleutel van %d hexadecimale cijfers"),
                        path, SEED_DIGITS);
    }
    sodium_memzero(text, sizeof text);
    return code;
}

wks_code wks_signature_make(const char *key_path, const void *bytes, size_t n, wks_signature *out,
                            wks_public_key *key, wks_error *err)
{
    unsigned char seed[crypto_sign_SEEDBYTES];
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
    unsigned char public[crypto_sign_PUBLICKEYBYTES];
    unsigned char signature[crypto_sign_BYTES];
    WKS_TRY(read_seed(key_path, seed, err));
    crypto_sign_seed_keypair(public, secret, seed);
    crypto_sign_detached(signature, NULL, bytes, n, secret);
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(secret, sizeof secret);
    sodium_bin2hex(out->hex, sizeof out->hex, signature, sizeof signature);
    sodium_bin2hex(key->hex, sizeof key->hex, public, sizeof public);
    return WKS_OK;
}

wks_code wks_signature_read_key(const char *path, wks_public_key *out, wks_error *err)
{
    char text[KEY_DIGITS + 2];
    unsigned char public[crypto_sign_PUBLICKEYBYTES];
    size_t n = 0;
    mode_t mode = 0;
    WKS_TRY(read_start(path, text, sizeof text, &n, &mode, err));
    if (!read_hex(text, n, KEY_DIGITS, public)) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: expected a public key of %d hexadecimal digits",
                               "%s: verwacht een openbare sleutel van %d hexadecimale cijfers"),
                        path, KEY_DIGITS);
    }
    sodium_bin2hex(out->hex, sizeof out->hex, public, sizeof public);
    return WKS_OK;
}

bool wks_signature_holds(const wks_signature *signature, const wks_public_key *key,
                         const void *bytes, size_t n)
{
    unsigned char public[crypto_sign_PUBLICKEYBYTES];
    unsigned char raw[crypto_sign_BYTES];
    return read_hex(signature->hex, strlen(signature->hex), sizeof signature->hex - 1, raw) &&
           read_hex(key->hex, strlen(key->hex), KEY_DIGITS, public) &&
           crypto_sign_verify_detached(raw, bytes, n, public) == 0;
}
