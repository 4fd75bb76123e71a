/* base/file.h - whole files in, whole files out, and paths.
 *
 * A file is written beside its place and moved into it when complete, so that a reader never sees
 * half of it.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_FILE_H
#define WKS_BASE_FILE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

bool wks_file_exists(const char *path); /* a regular file or a link to one */
bool wks_file_is_folder(const char *path);
bool wks_file_is_same(const char *a, const char *b); /* both are there, and are one */

/* The whole file; at most cap bytes (0: 1 GiB).
 * Errors: WKS_E_NOT_FOUND  it is not there, or may not be read
 *         WKS_E_IO         reading failed, or it is larger than cap */
WKS_MUST_CHECK wks_code wks_file_read(const char *path, size_t cap, wks_arena *arena, wks_span *out,
                                      wks_error *err);

/* Write bytes to path by way of a temporary file, fsync and rename; into it where it is a device or
 * a pipe, such as /dev/null.
 * Errors: WKS_E_IO  no permission, disk full; path is then as it was */
WKS_MUST_CHECK wks_code wks_file_write(const char *path, const void *bytes, size_t n,
                                       wks_error *err);

/* Write what a buffer collected, as wks_file_write, and clear it whatever becomes of that.
 * Errors: WKS_E_IO; WKS_E_MEMORY when the buffer had no room. */
WKS_MUST_CHECK wks_code wks_file_write_buffer(const char *path, wks_buffer *buffer, wks_error *err);

/* Make folder and what lies above it.  Errors: WKS_E_IO. */
WKS_MUST_CHECK wks_code wks_file_make_folder(const char *path, wks_error *err);

/* Make the folder path, in one that is there, or take it as it is; only this user can enter it.
 * Errors: WKS_E_IO. */
WKS_MUST_CHECK wks_code wks_file_make_own(const char *path, wks_error *err);

/* Make an empty folder beside path, to be filled and then moved to it: whoever looks at path sees
 * all of it or nothing.  *out is in arena.  Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_file_make_beside(const char *path, wks_arena *arena, const char **out,
                                             wks_error *err);

/* Make a folder that only this user can enter, under TMPDIR (else /tmp), for what may not stay; and
 * remove those that programs of this user left there when they were killed: a folder is in use as
 * long as the program that made it runs, which keeps one file open for that.
 * Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_file_make_private(wks_arena *arena, const char **out, wks_error *err);
/* Remove a folder and all that is in it; what a link in it leads to stays.  Errors: WKS_E_IO. */
WKS_MUST_CHECK wks_code wks_file_remove_folder(const char *path, wks_error *err);

/* Remove a file; fine when it is not there.  Errors: WKS_E_IO. */
WKS_MUST_CHECK wks_code wks_file_remove(const char *path, wks_error *err);
/* Give a file or folder another name in the same file system, in place of what has that name.
 * Errors: WKS_E_IO  also: a folder with files in it has that name. */
WKS_MUST_CHECK wks_code wks_file_move(const char *from, const char *to, wks_error *err);

/* "folder/name", or name itself when it is absolute; NULL when out of memory. */
char *wks_file_join(wks_arena *arena, const char *folder, const char *name);
/* The part after the last slash. */
const char *wks_file_name(const char *path);

/* Names (not paths) of the files in folder that end in ending, sorted by byte.
 * Errors: WKS_E_NOT_FOUND the folder is not there; WKS_E_IO; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_file_list(const char *folder, const char *ending, wks_arena *arena,
                                      const char ***names, size_t *n_names, wks_error *err);

#endif
