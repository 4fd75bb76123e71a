/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"

#include "base/language.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

bool wks_file_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

bool wks_file_is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool wks_file_is_same(const char *a, const char *b)
{
    struct stat info_a;
    struct stat info_b;
    return stat(a, &info_a) == 0 && stat(b, &info_b) == 0 && info_a.st_dev == info_b.st_dev &&
           info_a.st_ino == info_b.st_ino;
}

static wks_code fail_read(wks_error *err, const char *path)
{
    int why = errno;
    return wks_fail(
        err, why == ENOENT || why == ENOTDIR || why == EACCES ? WKS_E_NOT_FOUND : WKS_E_IO,
        wks_tr("%s: cannot be read (%s)", "%s: kan niet worden gelezen (%s)"), path, strerror(why));
}

wks_code wks_file_read(const char *path, size_t cap, wks_arena *arena, wks_span *out,
                       wks_error *err)
{
    wks_code code = WKS_OK;
    const size_t limit = cap == 0 ? (size_t)1 << 30 : cap;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return fail_read(err, path);
    }
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        code = wks_fail(err, WKS_E_NOT_FOUND, wks_tr("%s: is not a file", "%s: is geen bestand"),
                        path);
        goto done;
    }
    if ((size_t)info.st_size > limit) {
        code = wks_fail(err, WKS_E_IO,
                        wks_tr("%s: is larger than %zu bytes", "%s: is groter dan %zu bytes"), path,
                        limit);
        goto done;
    }
    size_t size = (size_t)info.st_size;
    char *bytes = NULL;
    if ((code = wks_arena_take(arena, size + 1, 1, &bytes, err)) != WKS_OK) {
        goto done;
    }
    size_t have = 0;
    while (have < size) {
        ssize_t got = read(fd, bytes + have, size - have);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            code = got < 0 ? fail_read(err, path)
                           : wks_fail(err, WKS_E_IO,
                                      wks_tr("%s: became shorter while it was read",
                                             "%s: werd korter tijdens het lezen"),
                                      path);
            goto done;
        }
        have += (size_t)got;
    }
    *out = (wks_span){bytes, size};
done:
    close(fd);
    return code;
}

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t put = write(fd, bytes, n);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            return false;
        }
        bytes += put;
        n -= (size_t)put;
    }
    return true;
}

static wks_code fail_write(wks_error *err, const char *path, int why)
{
    return wks_fail(err, WKS_E_IO,
                    wks_tr("%s: cannot be written (%s)", "%s: kan niet worden geschreven (%s)"),
                    path, strerror(why));
}

/* A device or pipe: a file that is moved into its place would take that place for good. */
static wks_code write_into(const char *path, const void *bytes, size_t n, wks_error *err)
{
    const int fd = open(path, O_WRONLY | O_CLOEXEC);
    const bool is_done = fd >= 0 && write_all(fd, bytes, n);
    const int why = errno;
    if (fd >= 0) {
        close(fd);
    }
    return is_done ? WKS_OK : fail_write(err, path, why);
}

wks_code wks_file_write(const char *path, const void *bytes, size_t n, wks_error *err)
{
    char temporary[4096];
    struct stat info;
    if (stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode)) {
        return write_into(path, bytes, n, err);
    }
    int length = snprintf(temporary, sizeof temporary, "%s.XXXXXX", path);
    if (length < 0 || (size_t)length >= sizeof temporary) {
        return wks_fail(err, WKS_E_IO, wks_tr("%s: path too long", "%s: pad te lang"), path);
    }
    int fd = mkstemp(temporary);
    bool is_done = fd >= 0 && write_all(fd, bytes, n) && fchmod(fd, 0644) == 0 && fsync(fd) == 0;
    int why = errno;
    if (fd >= 0) {
        bool is_closed = close(fd) == 0;
        is_done = is_done && is_closed && rename(temporary, path) == 0;
        why = is_done ? 0 : errno != 0 ? errno : why;
        if (!is_done) {
            unlink(temporary);
        }
    }
    return is_done ? WKS_OK : fail_write(err, path, why);
}

wks_code wks_file_write_buffer(const char *path, wks_buffer *buffer, wks_error *err)
{
    wks_code code = wks_buffer_check(buffer, err);
    if (code == WKS_OK) {
        code = wks_file_write(path, buffer->n == 0 ? "" : buffer->bytes, buffer->n, err);
    }
    wks_buffer_clear(buffer);
    return code;
}

wks_code wks_file_make_folder(const char *path, wks_error *err)
{
    char part[4096];
    size_t n = strlen(path);
    if (n == 0 || n >= sizeof part) {
        return wks_fail(err, WKS_E_IO, wks_tr("%s: path too long", "%s: pad te lang"), path);
    }
    memcpy(part, path, n + 1);
    for (size_t i = 1; i <= n; i++) {
        if (part[i] != '/' && part[i] != 0) {
            continue;
        }
        char end = part[i];
        part[i] = 0;
        if (mkdir(part, 0755) != 0 && errno != EEXIST) {
            return wks_fail(
                err, WKS_E_IO,
                wks_tr("%s: cannot make the folder (%s)", "%s: kan de map niet maken (%s)"), part,
                strerror(errno));
        }
        part[i] = end;
    }
    if (!wks_file_is_folder(path)) {
        return wks_fail(err, WKS_E_IO, wks_tr("%s: is not a folder", "%s: is geen map"), path);
    }
    return WKS_OK;
}

wks_code wks_file_make_own(const char *path, wks_error *err)
{
    if ((mkdir(path, 0700) != 0 && errno != EEXIST) || chmod(path, 0700) != 0) {
        return wks_fail(err, WKS_E_IO,
                        wks_tr("%s: cannot make the folder (%s)", "%s: kan de map niet maken (%s)"),
                        path, strerror(errno));
    }
    return WKS_OK;
}

wks_code wks_file_make_beside(const char *path, wks_arena *arena, const char **out, wks_error *err)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/') {
        n--;
    }
    char *beside = wks_arena_printf(arena, "%.*s.XXXXXX", (int)n, path);
    if (beside == NULL) {
        return wks_arena_fail(err);
    }
    if (mkdtemp(beside) == NULL || chmod(beside, 0755) != 0) {
        return wks_fail(err, WKS_E_IO,
                        wks_tr("%s: cannot make the folder (%s)", "%s: kan de map niet maken (%s)"),
                        path, strerror(errno));
    }
    *out = beside;
    return WKS_OK;
}

wks_code wks_file_remove(const char *path, wks_error *err)
{
    return unlink(path) == 0 || errno == ENOENT
               ? WKS_OK
               : wks_fail(
                     err, WKS_E_IO,
                     wks_tr("%s: cannot be removed (%s)", "%s: kan niet worden weggehaald (%s)"),
                     path, strerror(errno));
}

wks_code wks_file_move(const char *from, const char *to, wks_error *err)
{
    return rename(from, to) == 0 ? WKS_OK
                                 : wks_fail(err, WKS_E_IO,
                                            wks_tr("%s: cannot be moved to %s (%s)",
                                                   "%s: kan niet worden verplaatst naar %s (%s)"),
                                            from, to, strerror(errno));
}

/* ---- private folders ------------------------------------------------------------------------- */

static const char private_prefix[] = "wijkscan-private-";

/* Held: the folder at path, which is this user's own and which no other program holds. */
static int hold_private(const char *path)
{
    struct stat info;
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && (fstat(fd, &info) != 0 || info.st_uid != geteuid() || info.st_nlink == 0 ||
                    flock(fd, LOCK_EX | LOCK_NB) != 0)) {
        close(fd);
        return -1;
    }
    return fd;
}

static void clear_abandoned(const char *place, wks_arena *arena)
{
    DIR *folder = opendir(place);
    struct dirent *entry = NULL;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        if (strncmp(entry->d_name, private_prefix, sizeof private_prefix - 1) != 0) {
            continue;
        }
        const char *path = wks_file_join(arena, place, entry->d_name);
        const int fd = path == NULL ? -1 : hold_private(path);
        if (fd >= 0 && wks_file_remove_folder(path, NULL) != WKS_OK) {
            errno = 0; /* then it stays */
        }
        if (fd >= 0) {
            close(fd);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
}

wks_code wks_file_make_private(wks_arena *arena, const char **out, wks_error *err)
{
    enum {
        MOST_TRIES = 3 /* another program may think it abandoned before it is held */
    };

    const char *told = getenv("TMPDIR");
    const char *place = told == NULL || *told == 0 ? "/tmp" : told;
    char *path = wks_arena_printf(arena, "%s/%sXXXXXX", place, private_prefix);
    if (path == NULL) {
        return wks_arena_fail(err);
    }
    clear_abandoned(place, arena);
    for (int i = 0; i < MOST_TRIES; i++) {
        memcpy(path + strlen(path) - 6, "XXXXXX", 6);
        /* mode 0700; what is held stays open until this program ends, however it does */
        if (mkdtemp(path) != NULL && hold_private(path) >= 0) {
            *out = path;
            return WKS_OK;
        }
    }
    return wks_fail(err, WKS_E_IO,
                    wks_tr("%s: cannot make the folder (%s)", "%s: kan de map niet maken (%s)"),
                    path, strerror(errno));
}

static int remove_entry(const char *path, const struct stat *about, int kind, struct FTW *at)
{
    (void)about;
    (void)kind;
    (void)at;
    return remove(path);
}

wks_code wks_file_remove_folder(const char *path, wks_error *err)
{
    enum {
        MOST_OPEN = 16
    };

    return nftw(path, remove_entry, MOST_OPEN, FTW_DEPTH | FTW_PHYS) == 0
               ? WKS_OK
               : wks_fail(
                     err, WKS_E_IO,
                     wks_tr("%s: cannot be removed (%s)", "%s: kan niet worden verwijderd (%s)"),
                     path, strerror(errno));
}

char *wks_file_join(wks_arena *arena, const char *folder, const char *name)
{
    if (name[0] == '/' || folder[0] == 0 || wks_text_equal(folder, ".")) {
        return wks_arena_text(arena, name);
    }
    return wks_arena_printf(arena, "%s%s%s", folder, wks_text_ends(folder, "/") ? "" : "/", name);
}

const char *wks_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

wks_code wks_file_list(const char *folder, const char *ending, wks_arena *arena,
                       const char ***names, size_t *n_names, wks_error *err)
{
    DIR *open_folder = opendir(folder);
    if (open_folder == NULL) {
        return fail_read(err, folder);
    }
    wks_code code = WKS_OK;
    const char **list = NULL;
    size_t n = 0;
    size_t room = 0;
    for (struct dirent *entry = readdir(open_folder); entry != NULL; entry = readdir(open_folder)) {
        struct stat info;
        if (entry->d_name[0] == '.' || !wks_text_ends(entry->d_name, ending) ||
            fstatat(dirfd(open_folder), entry->d_name, &info, 0) != 0 || !S_ISREG(info.st_mode)) {
            continue;
        }
        if ((code = wks_arena_grow(arena, &list, n, &room, sizeof *list, err)) != WKS_OK) {
            goto done;
        }
        list[n] = wks_arena_text(arena, entry->d_name);
        if (list[n++] == NULL) {
            code = wks_arena_fail(err);
            goto done;
        }
    }
    if (n > 0) {
        qsort(list, n, sizeof *list, compare_names);
    }
    *names = list;
    *n_names = n;
done:
    closedir(open_folder);
    return code;
}
