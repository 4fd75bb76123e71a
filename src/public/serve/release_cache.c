/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/release_cache.h"

#include "base/compress.h"
#include "base/language.h"
#include "public/picture/picture_seal.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum {
    WORTH_COMPRESSING = 256,        /* bytes; below, headers weigh more than what is saved */
    WORTH_PRESSING_HARD = 512 << 10 /* bytes; above, Brotli's best takes longer than a stop may */
};

typedef struct cache_entry {
    uint64_t hash;
    const char *key;
    wks_http_body *body; /* NULL: a free place */
} cache_entry;

struct wks_release_cache {
    wks_arena arena; /* holds this struct, the keys and the table */
    atomic_size_t references;
    wks_picture_release release;
    dev_t device;
    ino_t inode;

    pthread_mutex_t readers_lock;
    pthread_cond_t reader_came_back;
    wks_picture *idle[WKS_RELEASE_MAX_READERS];
    size_t n_idle;

    /* guarded by the store's lock: open addressing, at most half full */
    cache_entry *entries;
    size_t room;
    size_t n_entries;
    size_t bytes;
};

/* ---- the table ----------------------------------------------------------------------------- */

static uint64_t hash_of(const char *key)
{
    uint64_t hash = 1469598103934665603u; /* FNV-1a */
    for (const unsigned char *at = (const unsigned char *)key; *at != 0; at++) {
        hash = (hash ^ *at) * 1099511628211u;
    }
    return hash;
}

/* The place of key, or the free place where it would come; room is a power of two. */
static cache_entry *place_of(cache_entry *entries, size_t room, const char *key, uint64_t hash)
{
    size_t i = (size_t)hash & (room - 1);
    while (entries[i].body != NULL &&
           (entries[i].hash != hash || strcmp(entries[i].key, key) != 0)) {
        i = (i + 1) & (room - 1);
    }
    return &entries[i];
}

static bool make_place(wks_release_cache *cache)
{
    if (cache->n_entries * 2 < cache->room) {
        return true;
    }
    size_t room = cache->room == 0 ? 256 : cache->room * 2;
    cache_entry *entries = wks_arena_alloc(&cache->arena, room, sizeof *entries);
    if (entries == NULL) {
        return false;
    }
    for (size_t i = 0; i < cache->room; i++) {
        const cache_entry *old = &cache->entries[i];
        if (old->body != NULL) {
            *place_of(entries, room, old->key, old->hash) = *old;
        }
    }
    cache->entries = entries;
    cache->room = room;
    return true;
}

/* Keep body, with a reference of its own, when there is room for it. */
static void keep_body(wks_release_store *store, wks_release_cache *cache, const char *key,
                      wks_http_body *body)
{
    const uint64_t hash = hash_of(key);
    pthread_rwlock_wrlock(&store->lock);
    if (cache->bytes + wks_http_body_cost(body) <= WKS_RELEASE_CACHE_BYTES && make_place(cache)) {
        cache_entry *entry = place_of(cache->entries, cache->room, key, hash);
        if (entry->body != NULL) {
            cache->bytes -= wks_http_body_cost(entry->body);
            wks_http_body_drop(entry->body);
        } else {
            entry->hash = hash;
            entry->key = wks_arena_text(&cache->arena, key);
            cache->n_entries++;
        }
        if (entry->key != NULL) {
            entry->body = wks_http_body_keep(body);
            cache->bytes += wks_http_body_cost(body);
        }
    }
    pthread_rwlock_unlock(&store->lock);
}

static wks_http_body *find_body(wks_release_store *store, const char *key)
{
    const uint64_t hash = hash_of(key);
    wks_http_body *body = NULL;
    pthread_rwlock_rdlock(&store->lock);
    const wks_release_cache *cache = store->present;
    if (cache->room > 0) {
        body = place_of(cache->entries, cache->room, key, hash)->body;
    }
    if (body != NULL) {
        wks_http_body_keep(body);
    }
    pthread_rwlock_unlock(&store->lock);
    return body;
}

/* ---- one release --------------------------------------------------------------------------- */

static void close_cache(wks_release_cache *cache)
{
    for (size_t i = 0; i < cache->room; i++) {
        wks_http_body_drop(cache->entries[i].body);
    }
    for (size_t i = 0; i < cache->n_idle; i++) {
        wks_picture_read_close(cache->idle[i]);
    }
    pthread_cond_destroy(&cache->reader_came_back);
    pthread_mutex_destroy(&cache->readers_lock);
    wks_arena arena = cache->arena;
    wks_arena_clear(&arena);
}

static void drop_cache(wks_release_cache *cache)
{
    if (cache != NULL && atomic_fetch_sub(&cache->references, 1) == 1) {
        close_cache(cache);
    }
}

static wks_release_cache *hold_present(wks_release_store *store)
{
    pthread_rwlock_rdlock(&store->lock);
    wks_release_cache *cache = store->present;
    atomic_fetch_add(&cache->references, 1);
    pthread_rwlock_unlock(&store->lock);
    return cache;
}

/* All connections are opened at once: one that is opened later might see another file. */
static wks_code open_readers(wks_release_cache *cache, wks_release_store *store, wks_error *err)
{
    const char *path = store->path;
    struct stat before;
    struct stat after;
    if (stat(path, &before) != 0) {
        return wks_fail(err, WKS_E_NOT_FOUND,
                        wks_tr("%s: there is no such file; 'wijkscan build' makes it",
                               "%s: dit bestand is er niet; 'wijkscan build' maakt het"),
                        path);
    }
    while (cache->n_idle < store->n_readers) {
        WKS_TRY(wks_picture_read_open(path, &cache->idle[cache->n_idle], err));
        cache->n_idle++;
    }
    if (stat(path, &after) != 0 || after.st_ino != before.st_ino || after.st_dev != before.st_dev) {
        return wks_fail(err, WKS_E_STORE,
                        wks_tr("the file was replaced while it was opened",
                               "het bestand werd vervangen tijdens het openen"));
    }
    cache->device = before.st_dev;
    cache->inode = before.st_ino;
    WKS_TRY(wks_picture_read_newest(cache->idle[0], &cache->release, err));
    if (store->key.hex[0] == 0) { /* it stays the same as long as the server runs */
        WKS_TRY(wks_picture_seal_key(path, store->key_path, &store->key, err));
    }
    return wks_picture_read_check(cache->idle[0], cache->release.number, &store->key, err);
}

static wks_code open_cache(wks_release_store *store, wks_release_cache **out, wks_error *err)
{
    *out = NULL;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    wks_release_cache *cache = NULL;
    WKS_TRY(wks_arena_take(&arena, 1, sizeof *cache, &cache, err));
    cache->arena = arena;
    atomic_init(&cache->references, 1);
    pthread_mutex_init(&cache->readers_lock, NULL);
    pthread_cond_init(&cache->reader_came_back, NULL);
    wks_code code = open_readers(cache, store, err);
    if (code != WKS_OK) {
        close_cache(cache);
        return code;
    }
    *out = cache;
    return WKS_OK;
}

static wks_picture *take_reader(wks_release_cache *cache)
{
    pthread_mutex_lock(&cache->readers_lock);
    while (cache->n_idle == 0) {
        pthread_cond_wait(&cache->reader_came_back, &cache->readers_lock);
    }
    wks_picture *reader = cache->idle[--cache->n_idle];
    pthread_mutex_unlock(&cache->readers_lock);
    return reader;
}

static void give_back(wks_release_cache *cache, wks_picture *reader)
{
    pthread_mutex_lock(&cache->readers_lock);
    cache->idle[cache->n_idle++] = reader;
    pthread_cond_signal(&cache->reader_came_back);
    pthread_mutex_unlock(&cache->readers_lock);
}

/* ---- the store ----------------------------------------------------------------------------- */

wks_code wks_release_store_open(const char *path, const char *key_path,
                                const wks_http_server *server, size_t n_readers,
                                wks_release_store *out, wks_error *err)
{
    *out = (wks_release_store){
        .path = path, .key_path = key_path, .server = server, .n_readers = n_readers};
    if (n_readers > WKS_RELEASE_MAX_READERS) {
        out->n_readers = WKS_RELEASE_MAX_READERS;
    }
    pthread_rwlock_init(&out->lock, NULL);
    wks_code code = open_cache(out, &out->present, err);
    if (code != WKS_OK) {
        wks_release_store_close(out);
    }
    return code;
}

void wks_release_store_close(wks_release_store *store)
{
    drop_cache(store->present);
    store->present = NULL;
    pthread_rwlock_destroy(&store->lock);
}

void wks_release_store_id(wks_release_store *store, char out[static WKS_RELEASE_ID_SIZE])
{
    wks_release_cache *cache = hold_present(store);
    snprintf(out, WKS_RELEASE_ID_SIZE, "%s", cache->release.id);
    drop_cache(cache);
}

/* Whether the newest release of the file is another one than the present. */
static wks_code has_news(wks_release_store *store, bool *is_new, wks_error *err)
{
    struct stat now;
    const wks_release_cache *present = store->present; /* only refresh changes it */
    *is_new = stat(store->path, &now) == 0 &&
              (now.st_ino != present->inode || now.st_dev != present->device);
    if (*is_new) {
        return WKS_OK;
    }
    wks_picture_release newest;
    wks_release_cache *cache = hold_present(store);
    wks_picture *reader = take_reader(cache);
    wks_code code = wks_picture_read_newest(reader, &newest, err);
    give_back(cache, reader);
    *is_new = code == WKS_OK && newest.number != cache->release.number;
    drop_cache(cache);
    return code;
}

bool wks_release_store_refresh(wks_release_store *store)
{
    wks_error err;
    bool is_new = false;
    wks_release_cache *next = NULL;
    wks_code code = has_news(store, &is_new, &err);
    if (code != WKS_OK) {
        /* Opening undoes what a killed writer left, after which those that are open can read. */
        wks_picture *fresh = NULL;
        if (wks_picture_read_open(store->path, &fresh, NULL) == WKS_OK) {
            wks_picture_read_close(fresh);
            code = has_news(store, &is_new, &err);
        }
    }
    if (code == WKS_OK && is_new) {
        code = open_cache(store, &next, &err);
    }
    if (code != WKS_OK) {
        if (!store->has_complained) {
            fprintf(stderr,
                    wks_tr("%s; the release that was open stays\n",
                           "%s; de uitgave die open was blijft staan\n"),
                    err.text);
        }
        store->has_complained = true;
        return false;
    }
    store->has_complained = false;
    if (next == NULL) {
        return false;
    }
    pthread_rwlock_wrlock(&store->lock);
    wks_release_cache *old = store->present;
    store->present = next;
    pthread_rwlock_unlock(&store->lock);
    drop_cache(old);
    return true;
}

wks_code wks_release_store_ask(wks_release_store *store, wks_release_ask *ask, void *what,
                               wks_arena *arena, wks_error *err)
{
    wks_release_cache *cache = hold_present(store);
    wks_picture *reader = take_reader(cache);
    wks_code code = ask(reader, cache->release.number, what, arena, err);
    give_back(cache, reader);
    drop_cache(cache);
    return code;
}

/* ---- rendering ----------------------------------------------------------------------------- */

/* Compress text into out, or leave out empty where that saves nothing. */
static wks_code compress(const wks_buffer *text,
                         wks_code (*how)(const void *, size_t, wks_buffer *, wks_error *),
                         wks_buffer *out, wks_error *err)
{
    if (text->n < WORTH_COMPRESSING) {
        return WKS_OK;
    }
    WKS_TRY(how(text->bytes, text->n, out, err));
    if (out->n >= text->n) {
        wks_buffer_clear(out);
    }
    return WKS_OK;
}

static wks_http_piece piece_of(wks_buffer *buffer)
{
    return (wks_http_piece){.buffer = buffer->n > 0 ? buffer : NULL};
}

static const wks_release_head plain_json = {.mime = "application/json"};

typedef struct making {
    const wks_http_route *route;
    const wks_release_item *item;
    const wks_release_head *head; /* filled when item is rendered */
    bool is_pressed_hard;
} making;

static wks_code make_body(const wks_release_store *store, const making *how, wks_buffer *text,
                          wks_http_body **out, wks_error *err)
{
    wks_buffer gzip = {0};
    wks_buffer brotli = {0};
    *out = NULL;
    wks_code code = compress(text, wks_compress_gzip, &gzip, err);
    if (code == WKS_OK) {
        code = compress(text,
                        how->is_pressed_hard && text->n <= WORTH_PRESSING_HARD
                            ? wks_compress_brotli
                            : wks_compress_brotli_quickly,
                        &brotli, err);
    }
    if (code == WKS_OK) {
        code = wks_http_body_make(store->server,
                                  &(wks_http_body_options){.mime = how->head->mime,
                                                           .route = how->route,
                                                           .disposition = how->head->disposition,
                                                           .link = how->head->link,
                                                           .content_crs = how->head->content_crs,
                                                           .identity = piece_of(text),
                                                           .gzip = piece_of(&gzip),
                                                           .brotli = piece_of(&brotli)},
                                  out, err);
    }
    wks_buffer_clear(&gzip);
    wks_buffer_clear(&brotli);
    return code;
}

static wks_code make_item(wks_release_store *store, const making *how, wks_arena *arena,
                          wks_http_response *response, wks_error *err)
{
    wks_release_cache *cache = hold_present(store);
    wks_picture *reader = take_reader(cache);
    wks_buffer text = {0};
    wks_code code = how->item->render(reader, cache->release.number, how->item->what, arena,
                                      response, &text, err);
    give_back(cache, reader);
    if (code == WKS_OK) {
        code = make_body(store, how, &text, &response->body, err);
    }
    if (code == WKS_OK && how->item->key != NULL) {
        keep_body(store, cache, how->item->key, response->body);
    }
    wks_buffer_clear(&text);
    drop_cache(cache);
    return code == WKS_E_ARGUMENT && response->n_faults > 0 ? WKS_OK : code;
}

static wks_code answer(wks_release_store *store, const making *how, wks_arena *arena,
                       wks_http_response *response, wks_error *err)
{
    if (how->item->key != NULL) {
        response->body = find_body(store, how->item->key);
        if (response->body != NULL) {
            return WKS_OK;
        }
    }
    return make_item(store, how, arena, response, err);
}

wks_code wks_release_cache_answer(wks_release_store *store, const wks_http_request *request,
                                  const wks_release_item *item, wks_arena *arena,
                                  wks_http_response *response, wks_error *err)
{
    return answer(store, &(making){request->route, item, &plain_json, false}, arena, response, err);
}

wks_code wks_release_cache_answer_file(wks_release_store *store, const wks_http_request *request,
                                       const wks_release_file *file, wks_arena *arena,
                                       wks_http_response *response, wks_error *err)
{
    return answer(store, &(making){request->route, &file->item, file->head, false}, arena, response,
                  err);
}

wks_code wks_release_cache_warm(wks_release_store *store, const wks_http_route *route,
                                const wks_release_item *item, wks_arena *arena, wks_error *err)
{
    wks_http_response response = {.language = WKS_DUTCH};
    wks_code code =
        make_item(store, &(making){route, item, &plain_json, true}, arena, &response, err);
    wks_http_body_drop(response.body);
    return code;
}
