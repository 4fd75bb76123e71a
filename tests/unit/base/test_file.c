/* SPDX-License-Identifier: EUPL-1.2 */
#include "../model/workshop.h"
#include "base/file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

typedef struct bench {
    workshop shop;
    wks_arena arena;
    wks_error err;
    char path[WORKSHOP_PATH_SIZE];
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    workshop_open(&made.shop);
    wks_arena_init(&made.arena, 0);
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_arena_clear(&at->arena);
    workshop_close(&at->shop);
    return 0;
}

static const char *place(bench *at, const char *name)
{
    workshop_path(&at->shop, name, at->path);
    return at->path;
}

static size_t count_files(bench *at)
{
    const char **names = NULL;
    size_t n = 0;
    assert_int_equal(wks_file_list(at->shop.folder, "", &at->arena, &names, &n, &at->err), WKS_OK);
    return n;
}

static void reads_back_what_it_wrote(void **state)
{
    bench *at = *state;
    static const char bytes[] = "a\0b\nc";
    wks_span got = {0};
    assert_int_equal(wks_file_write(place(at, "a"), bytes, sizeof bytes, &at->err), WKS_OK);
    assert_int_equal(wks_file_read(at->path, 0, &at->arena, &got, &at->err), WKS_OK);
    assert_int_equal(got.n, sizeof bytes);
    assert_memory_equal(got.at, bytes, sizeof bytes);
    assert_int_equal(wks_file_write(at->path, NULL, 0, &at->err), WKS_OK);
    assert_int_equal(wks_file_read(at->path, 0, &at->arena, &got, &at->err), WKS_OK);
    assert_int_equal(got.n, 0);
    assert_int_equal(count_files(at), 1);
}

static void leaves_the_old_file_whole_when_writing_fails(void **state)
{
    bench *at = *state;
    static char large[1 << 16];
    wks_span got = {0};
    struct rlimit before;
    assert_int_equal(wks_file_write(place(at, "a"), "old", 3, &at->err), WKS_OK);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    const struct rlimit tight = {.rlim_cur = 1 << 12, .rlim_max = before.rlim_max};
    signal(SIGXFSZ, SIG_IGN); /* write then fails with EFBIG, half way */
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    wks_code code = wks_file_write(at->path, large, sizeof large, &at->err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(code, WKS_E_IO);
    assert_non_null(strstr(at->err.text, at->path));
    assert_int_equal(wks_file_read(at->path, 0, &at->arena, &got, &at->err), WKS_OK);
    assert_int_equal(got.n, 3);
    assert_memory_equal(got.at, "old", 3);
    assert_int_equal(count_files(at), 1); /* and no half one beside it */
}

static void cannot_write_over_a_folder_or_into_none(void **state)
{
    bench *at = *state;
    assert_int_equal(wks_file_make_folder(place(at, "map"), &at->err), WKS_OK);
    assert_int_equal(wks_file_write(at->path, "x", 1, &at->err), WKS_E_IO);
    assert_int_equal(count_files(at), 0);
    assert_int_equal(wks_file_write(place(at, "niet/a"), "x", 1, &at->err), WKS_E_IO);
    assert_non_null(strstr(at->err.text, "niet/a"));
}

static void says_what_is_wrong_with_what_it_cannot_read(void **state)
{
    bench *at = *state;
    wks_span got = {0};
    workshop_write(&at->shop, "a", "12345");
    assert_int_equal(wks_file_read(place(at, "b"), 0, &at->arena, &got, &at->err), WKS_E_NOT_FOUND);
    assert_int_equal(wks_file_read(place(at, "a/b"), 0, &at->arena, &got, &at->err),
                     WKS_E_NOT_FOUND);
    assert_int_equal(wks_file_read(at->shop.folder, 0, &at->arena, &got, &at->err),
                     WKS_E_NOT_FOUND);
    assert_int_equal(wks_file_read(place(at, "a"), 4, &at->arena, &got, &at->err), WKS_E_IO);
    assert_non_null(strstr(at->err.text, "4 bytes"));
    assert_int_equal(wks_file_read(at->path, 5, &at->arena, &got, &at->err), WKS_OK);
    wks_arena_fail_after(1);
    assert_int_equal(wks_file_read(at->path, 0, &at->arena, &got, &at->err), WKS_E_MEMORY);
}

static void lists_names_by_byte_and_ending_without_hidden_ones(void **state)
{
    bench *at = *state;
    static const char *const files[] = {"b.yaml", "a.yaml", "B.yaml", "c.txt", ".d.yaml", "yaml"};
    const char **names = NULL;
    size_t n = 99;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        workshop_write(&at->shop, files[i], "");
    }
    assert_int_equal(wks_file_list(at->shop.folder, ".yaml", &at->arena, &names, &n, &at->err),
                     WKS_OK);
    assert_int_equal(n, 3);
    assert_string_equal(names[0], "B.yaml");
    assert_string_equal(names[1], "a.yaml");
    assert_string_equal(names[2], "b.yaml");
    assert_int_equal(wks_file_list(at->shop.folder, ".csv", &at->arena, &names, &n, &at->err),
                     WKS_OK);
    assert_int_equal(n, 0);
    assert_int_equal(wks_file_list("/nergens", "", &at->arena, &names, &n, &at->err),
                     WKS_E_NOT_FOUND);
}

static void leaves_folders_out_of_a_list_of_files(void **state)
{
    bench *at = *state;
    const char **names = NULL;
    size_t n = 0;
    workshop_write(&at->shop, "a.yaml", "");
    assert_int_equal(wks_file_make_folder(place(at, "map.yaml"), &at->err), WKS_OK);
    assert_int_equal(wks_file_list(at->shop.folder, ".yaml", &at->arena, &names, &n, &at->err),
                     WKS_OK);
    assert_int_equal(n, 1);
    assert_string_equal(names[0], "a.yaml");
}

static void makes_folders_and_those_above(void **state)
{
    bench *at = *state;
    assert_int_equal(wks_file_make_folder(place(at, "x/y/z/"), &at->err), WKS_OK);
    assert_true(wks_file_is_folder(place(at, "x/y/z")));
    assert_false(wks_file_exists(at->path));
    assert_int_equal(wks_file_make_folder(at->path, &at->err), WKS_OK);
    workshop_write(&at->shop, "f", "");
    assert_int_equal(wks_file_make_folder(place(at, "f"), &at->err), WKS_E_IO);
    assert_int_equal(wks_file_make_folder(place(at, "f/g"), &at->err), WKS_E_IO);
    assert_int_equal(wks_file_make_folder("", &at->err), WKS_E_IO);
    unlink(place(at, "f"));
    rmdir(place(at, "x/y/z"));
}

static void makes_a_folder_beside_a_path_to_be_moved_to_it(void **state)
{
    bench *at = *state;
    static const char *const names[] = {"x", "x/", "x///"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *beside = NULL;
        struct stat info;
        assert_int_equal(wks_file_make_beside(place(at, names[i]), &at->arena, &beside, &at->err),
                         WKS_OK);
        assert_int_equal(strlen(beside), strlen(place(at, "x")) + 7);
        assert_int_equal(stat(beside, &info), 0);
        assert_int_equal(info.st_mode & 0777, 0755);
        assert_int_equal(wks_file_move(beside, place(at, names[i]), &at->err), WKS_OK);
        assert_true(wks_file_is_folder(place(at, "x")));
        rmdir(at->path);
    }
    const char *beside = NULL;
    assert_int_equal(wks_file_make_beside(place(at, "niet/x"), &at->arena, &beside, &at->err),
                     WKS_E_IO);
    wks_arena_fail_after(1);
    assert_int_equal(wks_file_make_beside(place(at, "x"), &at->arena, &beside, &at->err),
                     WKS_E_MEMORY);
    wks_arena_fail_after(0);
}

static void joins_and_cuts_paths(void **state)
{
    bench *at = *state;
    assert_string_equal(wks_file_join(&at->arena, "a", "b"), "a/b");
    assert_string_equal(wks_file_join(&at->arena, "a/", "b"), "a/b");
    assert_string_equal(wks_file_join(&at->arena, ".", "b"), "b");
    assert_string_equal(wks_file_join(&at->arena, "", "b"), "b");
    assert_string_equal(wks_file_join(&at->arena, "a", "/b"), "/b");
    assert_string_equal(wks_file_name("a/b.csv"), "b.csv");
    assert_string_equal(wks_file_name("b.csv"), "b.csv");
}

/* As root a rename would replace /dev/null for everybody. */
static void writes_into_what_is_no_file_and_leaves_it_there(void **state)
{
    bench *at = *state;
    struct stat info;
    char got[8];
    assert_int_equal(mkfifo(place(at, "pipe"), 0600), 0);
    const int fd = open(at->path, O_RDONLY | O_NONBLOCK);
    assert_true(fd >= 0);
    assert_int_equal(wks_file_write(at->path, "abc", 3, &at->err), WKS_OK);
    assert_int_equal(read(fd, got, sizeof got), 3);
    assert_memory_equal(got, "abc", 3);
    assert_int_equal(stat(at->path, &info), 0);
    assert_true(S_ISFIFO(info.st_mode));
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(reads_back_what_it_wrote),
        CLAIM(leaves_the_old_file_whole_when_writing_fails),
        CLAIM(cannot_write_over_a_folder_or_into_none),
        CLAIM(says_what_is_wrong_with_what_it_cannot_read),
        CLAIM(lists_names_by_byte_and_ending_without_hidden_ones),
        CLAIM(leaves_folders_out_of_a_list_of_files),
        CLAIM(makes_folders_and_those_above),
        CLAIM(makes_a_folder_beside_a_path_to_be_moved_to_it),
        CLAIM(joins_and_cuts_paths),
        CLAIM(writes_into_what_is_no_file_and_leaves_it_there),
    };
    return cmocka_run_group_tests_name("base/file", tests, NULL, NULL);
}
