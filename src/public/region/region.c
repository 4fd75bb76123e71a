/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/region/region.h"

#include <pthread.h>

struct wks_region {
    wks_arena arena; /* holds this struct and the handles */
    pthread_mutex_t lock;
    pthread_cond_t is_free;
    wks_region_handle *free_ones;
    wks_region_handle *all;
    size_t n;
};

/* Readers do not wait for a writer, and what was answered for is on disk. */
static const char settings[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL";

static wks_code open_handle(const char *path, wks_arena *arena, wks_region_handle *out,
                            wks_error *err)
{
    WKS_TRY(wks_db_open(path, WKS_DB_CREATE, &out->db, err));
    WKS_TRY(wks_db_run(out->db, settings, err));
    WKS_TRY(wks_access_migrate(out->db, err));
    WKS_TRY(wks_action_migrate(out->db, err));
    WKS_TRY(wks_access_open(out->db, arena, &out->access, err));
    return wks_action_open(out->db, arena, &out->action, err);
}

static wks_code open_all(wks_region *region, const char *path, size_t n, wks_error *err)
{
    WKS_TRY(wks_arena_take(&region->arena, n, sizeof *region->all, &region->all, err));
    for (size_t i = 0; i < n; i++) {
        wks_region_handle *handle = &region->all[i];
        region->n = i + 1;
        WKS_TRY(open_handle(path, &region->arena, handle, err));
        handle->next = region->free_ones;
        region->free_ones = handle;
    }
    return WKS_OK;
}

wks_code wks_region_open(const char *path, size_t n, wks_region **out, wks_error *err)
{
    wks_arena arena;
    wks_region *region = NULL;
    *out = NULL;
    wks_arena_init(&arena, 0);
    WKS_TRY(wks_arena_take(&arena, 1, sizeof *region, &region, err));
    region->arena = arena;
    pthread_mutex_init(&region->lock, NULL);
    pthread_cond_init(&region->is_free, NULL);
    const wks_code code = open_all(region, path, n, err);
    if (code != WKS_OK) {
        wks_region_close(region);
        return code;
    }
    *out = region;
    return WKS_OK;
}

void wks_region_close(wks_region *region)
{
    if (region == NULL) {
        return;
    }
    for (size_t i = 0; i < region->n; i++) {
        wks_access_close(region->all[i].access);
        wks_action_close(region->all[i].action);
        if (region->all[i].db != NULL) {
            wks_db_close(region->all[i].db);
        }
    }
    pthread_cond_destroy(&region->is_free);
    pthread_mutex_destroy(&region->lock);
    wks_arena arena = region->arena;
    wks_arena_clear(&arena);
}

wks_region_handle *wks_region_take(wks_region *region)
{
    pthread_mutex_lock(&region->lock);
    while (region->free_ones == NULL) {
        pthread_cond_wait(&region->is_free, &region->lock);
    }
    wks_region_handle *handle = region->free_ones;
    region->free_ones = handle->next;
    pthread_mutex_unlock(&region->lock);
    return handle;
}

void wks_region_give(wks_region *region, wks_region_handle *handle)
{
    wks_db_rollback(handle->db);
    pthread_mutex_lock(&region->lock);
    handle->next = region->free_ones;
    region->free_ones = handle;
    pthread_cond_signal(&region->is_free);
    pthread_mutex_unlock(&region->lock);
}
