/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/release_cache.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "../picture/picture_fixture.h"
#include "../picture/seal_fixture.h"

#include <stdatomic.h>
#include <string.h>

enum {
    N_READERS = 2,
    N_THREADS = 8,
    N_KEYS = 600 /* the table grows twice */
};

static picture_fixture fixture;
static wks_http_server *server;
static wks_release_store store;
static atomic_int n_rendered;

static const wks_http_manner manner = {.cache = WKS_HTTP_CACHE_STATISTICS};
static const wks_http_route route = {.method = "GET", .manner = &manner};
static const wks_http_request request = {.route = &route};

static wks_code render_number(wks_picture *picture, int64_t release, const void *what,
                              wks_arena *arena, wks_http_response *response, wks_buffer *out,
                              wks_error *err)
{
    (void)picture;
    (void)arena;
    (void)response;
    atomic_fetch_add(&n_rendered, 1);
    wks_buffer_printf(out, "{\"uitgave\":%lld,\"nummer\":%d}", (long long)release,
                      *(const int *)what);
    return wks_buffer_check(out, err);
}

static wks_code render_fault(wks_picture *picture, int64_t release, const void *what,
                             wks_arena *arena, wks_http_response *response, wks_buffer *out,
                             wks_error *err)
{
    (void)picture;
    (void)release;
    (void)arena;
    (void)out;
    (void)err;
    wks_http_add_fault(response, &(wks_http_fault){"query", what, "onbekend", "Nee."});
    return WKS_E_ARGUMENT;
}

static wks_code render_nothing(wks_picture *picture, int64_t release, const void *what,
                               wks_arena *arena, wks_http_response *response, wks_buffer *out,
                               wks_error *err)
{
    (void)picture;
    (void)release;
    (void)what;
    (void)arena;
    (void)response;
    (void)out;
    return wks_fail(err, WKS_E_NOT_FOUND, "Dit is er niet.");
}

/* A server that listens but does not answer: bodies want one to be made for. */
static int open_store(void **state)
{
    (void)state;
    wks_error err;
    make_picture(&fixture, true);
    seal_picture(fixture.path, 1);
    const wks_http_options options = {.address = "127.0.0.1", .port = 0, .n_threads = 1};
    return wks_http_open(&options, &server, &err) == WKS_OK &&
                   wks_release_store_open(fixture.path, NULL, server, N_READERS, &store, &err) ==
                       WKS_OK
               ? 0
               : 1;
}

static int close_store(void **state)
{
    (void)state;
    wks_release_store_close(&store);
    wks_http_close(server);
    remove_picture(&fixture);
    return 0;
}

static wks_http_body *answer(const char *key, const int *number)
{
    wks_error err;
    wks_arena arena;
    wks_http_response response = {0};
    const wks_release_item item = {key, render_number, number};
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_release_cache_answer(&store, &request, &item, &arena, &response, &err),
                     WKS_OK);
    assert_non_null(response.body);
    wks_arena_clear(&arena);
    return response.body;
}

static void renders_a_key_once(void **state)
{
    (void)state;
    const int number = 7;
    atomic_store(&n_rendered, 0);
    wks_http_body *first = answer("zeven", &number);
    wks_http_body *second = answer("zeven", &number);
    assert_ptr_equal(first, second);
    assert_int_equal(atomic_load(&n_rendered), 1);
    wks_http_body_drop(first);
    wks_http_body_drop(second);
}

static void renders_what_has_no_key_every_time(void **state)
{
    (void)state;
    const int number = 8;
    atomic_store(&n_rendered, 0);
    wks_http_body_drop(answer(NULL, &number));
    wks_http_body_drop(answer(NULL, &number));
    assert_int_equal(atomic_load(&n_rendered), 2);
}

static void *ask_for_all(void *context)
{
    static int numbers[N_KEYS];
    (void)context;
    for (int i = 0; i < N_KEYS; i++) {
        char key[32];
        snprintf(key, sizeof key, "sleutel %d", i);
        wks_http_body_drop(answer(key, &numbers[i]));
    }
    return NULL;
}

static void keeps_every_key_under_many_threads(void **state)
{
    (void)state;
    pthread_t threads[N_THREADS];
    for (size_t i = 0; i < N_THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, ask_for_all, NULL), 0);
    }
    for (size_t i = 0; i < N_THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    atomic_store(&n_rendered, 0);
    ask_for_all(NULL);
    assert_int_equal(atomic_load(&n_rendered), 0);
}

static void passes_faults_and_not_found(void **state)
{
    (void)state;
    wks_error err;
    wks_arena arena;
    wks_http_response response = {0};
    wks_arena_init(&arena, 0);
    wks_release_item item = {"fout", render_fault, "niveau"};
    assert_int_equal(wks_release_cache_answer(&store, &request, &item, &arena, &response, &err),
                     WKS_OK);
    assert_null(response.body);
    assert_int_equal(response.n_faults, 1);
    assert_string_equal(response.faults[0].name, "niveau");
    item = (wks_release_item){"leeg", render_nothing, NULL};
    assert_int_equal(wks_release_cache_answer(&store, &request, &item, &arena, &response, &err),
                     WKS_E_NOT_FOUND);
    assert_string_equal(err.text, "Dit is er niet.");
    wks_arena_clear(&arena);
}

static void takes_up_a_signed_release_only_and_a_body_outlives_its_own(void **state)
{
    (void)state;
    const int number = 9;
    wks_error err;
    wks_db *db = NULL;
    char id[WKS_RELEASE_ID_SIZE];
    wks_http_body *old = answer("negen", &number);
    assert_false(wks_release_store_refresh(&store));
    assert_int_equal(wks_db_open(fixture.path, WKS_DB_WRITE, &db, &err), WKS_OK);
    assert_int_equal(wks_db_run(db,
                                "INSERT INTO release SELECT 2, 'eeeeeeeeeeeeeeee', released_on, "
                                "is_invented, region_code, region_name, inputs FROM release",
                                &err),
                     WKS_OK);
    wks_db_close(db);
    assert_false(wks_release_store_refresh(&store)); /* nobody signed it */
    wks_release_store_id(&store, id);
    assert_string_equal(id, "00c0ffee00c0ffee");
    seal_picture(fixture.path, 2);
    assert_true(wks_release_store_refresh(&store));
    wks_release_store_id(&store, id);
    assert_string_equal(id, "eeeeeeeeeeeeeeee");
    wks_http_body *fresh = answer("negen", &number);
    assert_ptr_not_equal(old, fresh);
    assert_true(wks_http_body_cost(old) > 0); /* still there to be read */
    wks_http_body_drop(old);
    wks_http_body_drop(fresh);
    assert_false(wks_release_store_refresh(&store));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(renders_a_key_once),
        cmocka_unit_test(renders_what_has_no_key_every_time),
        cmocka_unit_test(keeps_every_key_under_many_threads),
        cmocka_unit_test(passes_faults_and_not_found),
        cmocka_unit_test(takes_up_a_signed_release_only_and_a_body_outlives_its_own),
    };
    return cmocka_run_group_tests_name("public/release_cache", tests, open_store, close_store);
}
