/* base/arena.h - memory for one job, freed in one go.
 *
 * A file, a table or a request gets an arena with a cap; results live in it until wks_arena_clear.
 * The only place of the project, with base/buffer, that calls malloc.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_ARENA_H
#define WKS_BASE_ARENA_H

#include "base/error.h"

#include <stddef.h>

struct wks_arena_block;

typedef struct wks_arena {
    struct wks_arena_block *blocks; /* newest first */
    size_t used_bytes;              /* handed out so far */
    size_t cap_bytes;               /* more than this is WKS_E_MEMORY */
} wks_arena;

/* An empty arena; cap_bytes 0 means WKS_ARENA_DEFAULT_CAP. */
enum {
    WKS_ARENA_DEFAULT_CAP = 1 << 30
};

void wks_arena_init(wks_arena *arena, size_t cap_bytes);

/* Free everything; the arena is empty and usable again.  Fine with an arena of all zeros. */
void wks_arena_clear(wks_arena *arena);

/* Zeroed memory for count things of size bytes, aligned for any type; NULL when there is none left
 * or past the cap.  A count of zero gives a valid pointer that may not be read.
 * Prefer wks_arena_take, which makes the error. */
void *wks_arena_alloc(wks_arena *arena, size_t count, size_t size);

/* As wks_arena_alloc, into *out.  Errors: WKS_E_MEMORY  no memory, or past the cap. */
WKS_MUST_CHECK wks_code wks_arena_take(wks_arena *arena, size_t count, size_t size, void *out,
                                       wks_error *err);

/* A copy of text (n bytes, or up to its end) with a closing zero; NULL when out of memory. */
char *wks_arena_text(wks_arena *arena, const char *text);
char *wks_arena_text_n(wks_arena *arena, const char *text, size_t n);

/* printf into the arena; NULL when out of memory. */
char *wks_arena_printf(wks_arena *arena, const char *format, ...) WKS_PRINTF(2, 3);

/* WKS_E_MEMORY with its usual words; for the callers of the functions that return NULL. */
wks_code wks_arena_fail(wks_error *err);

/* Room for one more in an array that grows by doubling inside an arena: *items (of size bytes
 * each) holds count, *room says for how many there is place.  The array may move.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_arena_grow(wks_arena *arena, void *items, size_t count, size_t *room,
                                       size_t size, wks_error *err);

/* Test hook: let the nth allocation from now fail (1 = the next); 0 switches it off. */
void wks_arena_fail_after(size_t n);

#endif
