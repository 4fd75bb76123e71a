/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/arena.h"

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

static int tear_down(void **state)
{
    (void)state;
    wks_arena_fail_after(0);
    return 0;
}

static void gives_zeroed_memory_aligned_for_any_type(void **state)
{
    (void)state;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    for (size_t size = 0; size < 100; size++) {
        unsigned char *bytes = wks_arena_alloc(&arena, 1, size);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(bytes[i], 0);
        }
        memset(bytes, 0xff, size); /* what comes next must be zero all the same */
    }
    wks_arena_clear(&arena);
}

static void gives_a_block_of_its_own_to_what_is_large(void **state)
{
    (void)state;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    unsigned char *small = wks_arena_alloc(&arena, 10, 1);
    unsigned char *large = wks_arena_alloc(&arena, 1 << 20, 1);
    unsigned char *after = wks_arena_alloc(&arena, 10, 1);
    assert_non_null(small);
    assert_non_null(large);
    assert_non_null(after);
    memset(large, 1, 1 << 20);
    assert_int_equal(small[9], 0);
    assert_int_equal(after[0], 0);
    wks_arena_clear(&arena);
}

static void refuses_what_is_past_the_cap(void **state)
{
    (void)state;
    wks_arena arena;
    wks_error err;
    void *memory = NULL;
    wks_arena_init(&arena, 1024);
    assert_non_null(wks_arena_alloc(&arena, 1, 1000));
    assert_null(wks_arena_alloc(&arena, 1, 32));
    assert_int_equal(wks_arena_take(&arena, 1, 32, &memory, &err), WKS_E_MEMORY);
    assert_null(memory);
    assert_int_equal(err.code, WKS_E_MEMORY);
    assert_non_null(wks_arena_alloc(&arena, 1, 16)); /* 1008 + 16: just what is left */
    assert_null(wks_arena_alloc(&arena, 1, 1));
    wks_arena_clear(&arena);
    assert_non_null(wks_arena_alloc(&arena, 1, 1000));
    wks_arena_clear(&arena);
}

static void refuses_a_count_times_a_size_that_overflows(void **state)
{
    (void)state;
    wks_arena arena;
    wks_arena_init(&arena, SIZE_MAX);
    assert_null(wks_arena_alloc(&arena, SIZE_MAX / 8 + 2, 8));
    assert_null(wks_arena_alloc(&arena, SIZE_MAX, 1));
    assert_null(wks_arena_alloc(&arena, SIZE_MAX - 8, 1));
    assert_non_null(wks_arena_alloc(&arena, SIZE_MAX, 0));
    wks_arena_clear(&arena);
}

static void fails_the_nth_time_and_works_again_after(void **state)
{
    (void)state;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    for (size_t n = 1; n < 5; n++) {
        wks_arena_fail_after(n);
        for (size_t i = 1; i < 8; i++) {
            void *memory = wks_arena_alloc(&arena, 1, 8);
            assert_true((memory == NULL) == (i == n));
        }
    }
    wks_arena_clear(&arena);
}

static void keeps_the_contents_when_an_array_grows(void **state)
{
    (void)state;
    wks_arena arena;
    wks_error err;
    int *items = NULL;
    size_t room = 0;
    wks_arena_init(&arena, 0);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(wks_arena_grow(&arena, &items, (size_t)i, &room, sizeof *items, &err),
                         WKS_OK);
        items[i] = i;
    }
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(items[i], i);
    }
    int *before = items;
    size_t room_before = room;
    wks_arena_fail_after(1);
    assert_int_equal(wks_arena_grow(&arena, &items, room, &room, sizeof *items, &err),
                     WKS_E_MEMORY);
    assert_ptr_equal(items, before);
    assert_int_equal(room, room_before);
    wks_arena_clear(&arena);
}

static void copies_and_prints_text(void **state)
{
    (void)state;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    assert_string_equal(wks_arena_text(&arena, ""), "");
    assert_string_equal(wks_arena_text_n(&arena, "abcdef", 3), "abc");
    assert_string_equal(wks_arena_text_n(&arena, NULL, 0), "");
    assert_string_equal(wks_arena_printf(&arena, "%s-%03d", "a", 7), "a-007");
    wks_arena_fail_after(1);
    assert_null(wks_arena_printf(&arena, "%d", 1));
    wks_arena_fail_after(1);
    assert_null(wks_arena_text(&arena, "a"));
    wks_arena_clear(&arena);
}

static void clears_an_arena_of_all_zeros(void **state)
{
    (void)state;
    wks_arena arena = {0};
    wks_arena_clear(&arena);
    assert_null(arena.blocks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_teardown(name, tear_down)
        CLAIM(gives_zeroed_memory_aligned_for_any_type),
        CLAIM(gives_a_block_of_its_own_to_what_is_large),
        CLAIM(refuses_what_is_past_the_cap),
        CLAIM(refuses_a_count_times_a_size_that_overflows),
        CLAIM(fails_the_nth_time_and_works_again_after),
        CLAIM(keeps_the_contents_when_an_array_grows),
        CLAIM(copies_and_prints_text),
        CLAIM(clears_an_arena_of_all_zeros),
    };
    return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}
