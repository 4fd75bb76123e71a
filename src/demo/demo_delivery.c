/* SPDX-License-Identifier: EUPL-1.2 */
#include "demo/demo_delivery.h"

#include "base/file.h"
#include "demo/demo_random.h"

wks_code wks_demo_delivery_name(wks_demo_deliveries *deliveries, const char *beginning, int year,
                                const char *ending, const char **name, const char **period,
                                wks_error *err)
{
    *period = wks_arena_printf(deliveries->arena, "%d", WKS_DEMO_FIRST_YEAR + year);
    *name = wks_arena_printf(deliveries->arena, "%s_%d%s", beginning, WKS_DEMO_FIRST_YEAR + year,
                             ending);
    return *period == NULL || *name == NULL ? wks_arena_fail(err) : WKS_OK;
}

wks_code wks_demo_delivery_add(wks_demo_deliveries *deliveries, const wks_demo_file *given,
                               const char **path, wks_error *err)
{
    WKS_TRY(wks_arena_grow(deliveries->arena, &deliveries->files, deliveries->n_files,
                           &deliveries->room, sizeof *deliveries->files, err));
    wks_demo_file *file = &deliveries->files[deliveries->n_files++];
    *file = *given;
    file->file = wks_arena_printf(deliveries->arena, "leveringen/%s", given->file);
    if (file->file == NULL) {
        return wks_arena_fail(err);
    }
    *path = wks_file_join(deliveries->arena, deliveries->folder, file->file);
    return *path == NULL ? wks_arena_fail(err) : WKS_OK;
}

wks_code wks_demo_delivery_write(wks_demo_deliveries *deliveries, const wks_demo_file *given,
                                 wks_buffer *buffer, wks_error *err)
{
    const char *path = NULL;
    wks_code code = wks_buffer_check(buffer, err);
    if (code == WKS_OK) {
        code = wks_demo_delivery_add(deliveries, given, &path, err);
    }
    if (code == WKS_OK) {
        code = wks_file_write(path, buffer->bytes, buffer->n, err);
    }
    wks_buffer_clear(buffer);
    return code;
}

/* Steps that can be undone, so that no two persons meet. */
static uint32_t scramble(uint32_t x, uint32_t key)
{
    x ^= key;
    x = (x ^ (x >> 16)) * 0x7feb352dU;
    x = (x ^ (x >> 15)) * 0x846ca68bU;
    return x ^ (x >> 16);
}

void wks_demo_delivery_pseudonym(uint64_t seed, uint32_t salt, size_t person,
                                 char out[static WKS_DEMO_PSEUDONYM_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    wks_demo_random dice = wks_demo_random_start(seed, WKS_DEMO_FOR_PSEUDONYMS, salt);
    uint32_t hidden = scramble((uint32_t)person, (uint32_t)wks_demo_random_next(&dice));
    out[0] = 'p';
    out[1] = '-';
    for (int i = 0; i < 8; i++) {
        out[2 + i] = digits[(hidden >> (28 - 4 * i)) & 15U];
    }
    out[10] = '\0';
}
