/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "base/hash.h"
#include "demo/demo.h"
#include "demo_folder.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdio.h>
#include <string.h>

enum {
    MAX_FILES = 40
};

typedef struct made {
    wks_hash hashes[MAX_FILES];
    char names[MAX_FILES][64];
    size_t n;
} made;

static void make(uint64_t seed, double scale, made *out)
{
    char folder[FOLDER_SIZE];
    wks_arena arena;
    wks_error err;
    wks_demo_result result;
    folder_make(folder);
    wks_arena_init(&arena, 0);
    wks_demo_options options = {.seed = seed, .folder = folder, .scale = scale};
    if (wks_demo_write(&options, &arena, NULL, &result, &err) != WKS_OK) {
        fail_msg("%s", err.text);
    }
    /* every file in the folder, also those beside a Shapefile */
    const char *path = wks_file_join(&arena, folder, "leveringen");
    const char **names = NULL;
    assert_int_equal(wks_file_list(path, "", &arena, &names, &out->n, &err), WKS_OK);
    assert_true(out->n <= MAX_FILES && out->n >= result.n_files);
    for (size_t i = 0; i < out->n; i++) {
        snprintf(out->names[i], sizeof out->names[i], "%s", names[i]);
        assert_int_equal(
            wks_hash_file(wks_file_join(&arena, path, names[i]), &out->hashes[i], &err), WKS_OK);
    }
    for (size_t i = 0; i < result.n_files; i++) {
        assert_true(wks_file_exists(wks_file_join(&arena, folder, result.files[i].file)));
    }
    wks_arena_clear(&arena);
    folder_remove(folder);
}

static made first; /* seed 5 */

static void same_seed_gives_the_same_bytes(void **state)
{
    (void)state;
    static made second;
    make(5, 0.02, &first);
    make(5, 0.02, &second);
    assert_int_equal(first.n, second.n);
    for (size_t i = 0; i < first.n; i++) {
        assert_string_equal(first.names[i], second.names[i]);
        if (strcmp(first.hashes[i].hex, second.hashes[i].hex) != 0) {
            fail_msg("%s differs from run to run", first.names[i]);
        }
    }
}

static void another_seed_gives_another_region(void **state)
{
    (void)state;
    static made second;
    make(6, 0.02, &second);
    assert_int_equal(first.n, second.n);
    size_t n_same = 0;
    for (size_t i = 0; i < first.n; i++) {
        n_same += strcmp(first.hashes[i].hex, second.hashes[i].hex) == 0 ? 1 : 0;
    }
    assert_true(n_same <= 3); /* of the Shapefile: .prj, .cpg, and .dbf with true codes and names */
}

static void refuses_a_scale_outside_0_to_1(void **state)
{
    (void)state;
    static const double scales[] = {0, -1, 1.01};
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        char folder[FOLDER_SIZE];
        wks_arena arena;
        wks_error err;
        wks_demo_result result;
        folder_make(folder);
        wks_arena_init(&arena, 0);
        wks_demo_options options = {.seed = 1, .folder = folder, .scale = scales[i]};
        assert_int_equal(wks_demo_write(&options, &arena, NULL, &result, &err), WKS_E_ARGUMENT);
        wks_arena_clear(&arena);
        folder_remove(folder);
    }
}

static void refuses_a_folder_that_holds_deliveries(void **state)
{
    (void)state;
    char folder[FOLDER_SIZE];
    wks_arena arena;
    wks_error err;
    wks_demo_result result;
    folder_make(folder);
    wks_arena_init(&arena, 0);
    const char *path = wks_file_join(&arena, folder, "leveringen");
    assert_int_equal(wks_file_make_folder(path, &err), WKS_OK);
    wks_demo_options options = {.seed = 1, .folder = folder, .scale = 0.02};
    assert_int_equal(wks_demo_write(&options, &arena, NULL, &result, &err), WKS_E_EXISTS);
    assert_non_null(strstr(err.text, path));
    wks_arena_clear(&arena);
    folder_remove(folder);
}

static void says_so_when_memory_runs_out(void **state)
{
    (void)state;
    static const size_t moments[] = {1, 2, 5, 20, 500, 1500};
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        char folder[FOLDER_SIZE];
        wks_arena arena;
        wks_error err;
        wks_demo_result result;
        folder_make(folder);
        wks_arena_init(&arena, 0);
        wks_demo_options options = {.seed = 1, .folder = folder, .scale = 0.01};
        wks_arena_fail_after(moments[i]);
        assert_int_equal(wks_demo_write(&options, &arena, NULL, &result, &err), WKS_E_MEMORY);
        wks_arena_fail_after(0);
        wks_arena_clear(&arena);
        folder_remove(folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_seed_gives_the_same_bytes),
        cmocka_unit_test(another_seed_gives_another_region),
        cmocka_unit_test(refuses_a_scale_outside_0_to_1),
        cmocka_unit_test(refuses_a_folder_that_holds_deliveries),
        cmocka_unit_test(says_so_when_memory_runs_out),
    };
    return cmocka_run_group_tests_name("demo", tests, NULL, NULL);
}
