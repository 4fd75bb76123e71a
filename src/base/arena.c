/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/arena.h"

#include "base/language.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    BLOCK_BYTES = 64 * 1024,
    ALIGNMENT = 16,
    /* Arrays start at a cache line: vectorised sums of the same numbers then take the same steps,
     * and give the same last bits, wherever the system puts a block. */
    LINE = 64
};

typedef struct wks_arena_block {
    struct wks_arena_block *next;
    size_t size; /* bytes behind the header */
    size_t used;
    _Alignas(LINE) unsigned char bytes[];
} wks_arena_block;

static size_t fail_countdown = 0;

void wks_arena_fail_after(size_t n)
{
    fail_countdown = n;
}

static bool should_fail(void)
{
    return fail_countdown > 0 && --fail_countdown == 0;
}

void wks_arena_init(wks_arena *arena, size_t cap_bytes)
{
    *arena = (wks_arena){.cap_bytes = cap_bytes == 0 ? WKS_ARENA_DEFAULT_CAP : cap_bytes};
}

void wks_arena_clear(wks_arena *arena)
{
    wks_arena_block *block = arena->blocks;
    while (block != NULL) {
        wks_arena_block *next = block->next;
        free(block);
        block = next;
    }
    arena->blocks = NULL;
    arena->used_bytes = 0;
}

static size_t round_up(size_t bytes, size_t multiple)
{
    return (bytes + multiple - 1) / multiple * multiple;
}

void *wks_arena_alloc(wks_arena *arena, size_t count, size_t size)
{
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2 || should_fail()) {
        return NULL;
    }
    const size_t align = bytes >= LINE ? LINE : ALIGNMENT;
    bytes = round_up(bytes, ALIGNMENT);
    if (bytes > arena->cap_bytes - arena->used_bytes) {
        return NULL;
    }
    wks_arena_block *block = arena->blocks;
    if (block == NULL || block->size < round_up(block->used, align) + bytes) {
        const size_t room = round_up(bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES, LINE);
        block = aligned_alloc(LINE, sizeof *block + room);
        if (block == NULL) {
            return NULL;
        }
        block->next = arena->blocks;
        block->size = room;
        block->used = 0;
        arena->blocks = block;
    }
    block->used = round_up(block->used, align);
    void *memory = block->bytes + block->used;
    block->used += bytes;
    arena->used_bytes += bytes;
    memset(memory, 0, bytes);
    return memory;
}

wks_code wks_arena_fail(wks_error *err)
{
    return wks_fail(err, WKS_E_MEMORY, "%s",
                    wks_tr("out of memory", "er is te weinig werkgeheugen"));
}

wks_code wks_arena_take(wks_arena *arena, size_t count, size_t size, void *out, wks_error *err)
{
    void *memory = wks_arena_alloc(arena, count, size);
    if (memory == NULL) {
        return wks_arena_fail(err);
    }
    memcpy(out, &memory, sizeof memory);
    return WKS_OK;
}

char *wks_arena_text_n(wks_arena *arena, const char *text, size_t n)
{
    char *copy = wks_arena_alloc(arena, n + 1, 1);
    if (copy != NULL && n > 0) {
        memcpy(copy, text, n);
    }
    return copy;
}

char *wks_arena_text(wks_arena *arena, const char *text)
{
    return wks_arena_text_n(arena, text, strlen(text));
}

char *wks_arena_printf(wks_arena *arena, const char *format, ...)
{
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = length < 0 ? NULL : wks_arena_alloc(arena, (size_t)length + 1, 1);
    if (text != NULL) {
        vsnprintf(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    return text;
}

wks_code wks_arena_grow(wks_arena *arena, void *items, size_t count, size_t *room, size_t size,
                        wks_error *err)
{
    if (count < *room) {
        return WKS_OK;
    }
    size_t wanted = *room == 0 ? 16 : *room * 2;
    void *old = NULL;
    void *grown = NULL;
    WKS_TRY(wks_arena_take(arena, wanted, size, &grown, err));
    memcpy(&old, items, sizeof old);
    if (count > 0) {
        memcpy(grown, old, count * size);
    }
    memcpy(items, &grown, sizeof grown);
    *room = wanted;
    return WKS_OK;
}
