/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "base/language.h"
#include "base/secret.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <string.h>
#include <sys/stat.h>

#define ZEROS "00000000000000000000000000000000"

typedef struct bench {
    wks_arena arena;
    wks_error err;
    const char *folder;
    char *path;
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&made.arena, 0);
    *state = &made;
    if (wks_file_make_private(&made.arena, &made.folder, &made.err) != WKS_OK) {
        return 1;
    }
    made.path = wks_file_join(&made.arena, made.folder, "key");
    return made.path == NULL;
}

static int tear_down(void **state)
{
    bench *at = *state;
    const wks_code code = wks_file_remove_folder(at->folder, &at->err);
    wks_arena_clear(&at->arena);
    return code != WKS_OK;
}

static void write_key(bench *at, const char *text, mode_t mode)
{
    assert_int_equal(wks_file_write(at->path, text, strlen(text), &at->err), WKS_OK);
    assert_int_equal(chmod(at->path, mode), 0);
}

static void makes_a_key_that_only_its_owner_can_read(void **state)
{
    bench *at = *state;
    struct stat info;
    wks_secret a;
    wks_secret b;
    assert_int_equal(wks_secret_make(at->path, &at->arena, &at->err), WKS_OK);
    assert_int_equal(stat(at->path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(wks_secret_read(at->path, &a, &at->err), WKS_OK);
    char *other = wks_file_join(&at->arena, at->folder, "other");
    assert_int_equal(wks_secret_make(other, &at->arena, &at->err), WKS_OK);
    assert_int_equal(wks_secret_read(other, &b, &at->err), WKS_OK);
    assert_memory_not_equal(a.bytes, b.bytes, sizeof a.bytes);
}

static void never_replaces_a_key(void **state)
{
    bench *at = *state;
    wks_secret before;
    wks_secret after;
    assert_int_equal(wks_secret_make(at->path, &at->arena, &at->err), WKS_OK);
    assert_int_equal(wks_secret_read(at->path, &before, &at->err), WKS_OK);
    assert_int_equal(wks_secret_make(at->path, &at->arena, &at->err), WKS_E_EXISTS);
    assert_int_equal(wks_secret_read(at->path, &after, &at->err), WKS_OK);
    assert_memory_equal(before.bytes, after.bytes, sizeof before.bytes);
}

static void refuses_a_key_that_others_may_read_or_write(void **state)
{
    bench *at = *state;
    wks_secret secret;
    static const mode_t modes[] = {0640, 0604, 0620, 0602, 0644};
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        write_key(at, ZEROS ZEROS "\n", modes[i]);
        assert_int_equal(wks_secret_read(at->path, &secret, &at->err), WKS_E_REFUSED);
        assert_non_null(strstr(at->err.text, "others than its owner may read or write this key"));
    }
    assert_int_equal(chmod(at->path, 0400), 0);
    assert_int_equal(wks_secret_read(at->path, &secret, &at->err), WKS_OK);
}

static void refuses_what_is_no_key_and_says_nothing_of_it(void **state)
{
    bench *at = *state;
    wks_secret secret;
    static const char *const texts[] = {
        "",
        ZEROS,
        ZEROS "0000000000000000000000000000000x\n",
        ZEROS ZEROS " ",
        ZEROS ZEROS "\n\n",
        " " ZEROS ZEROS "\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        write_key(at, texts[i], 0600);
        assert_int_equal(wks_secret_read(at->path, &secret, &at->err), WKS_E_FORMAT);
        assert_non_null(strstr(at->err.text, "expected a key of 64 hexadecimal digits"));
        assert_null(strstr(at->err.text, "0000"));
    }
    assert_int_equal(wks_secret_read(at->folder, &secret, &at->err), WKS_E_IO);
    assert_int_equal(wks_secret_read("/nowhere/key", &secret, &at->err), WKS_E_NOT_FOUND);
}

/* Python: int.from_bytes(hashlib.blake2b(purpose + b"\0" + text, key=key, digest_size=32)
 * .digest()[:8], "big"), with the key bytes 0, 1, ... 31. */
static void gives_the_numbers_of_keyed_blake2b(void **state)
{
    (void)state;
    wks_secret secret;
    char name[WKS_SECRET_NAME_SIZE];
    for (size_t i = 0; i < sizeof secret.bytes; i++) {
        secret.bytes[i] = (unsigned char)i;
    }
    assert_true(wks_secret_number(&secret, "record key", "P0000001") ==
                UINT64_C(0xd3bb3aaefc0d4776));
    assert_true(wks_secret_number(&secret, "record key", "P0000002") ==
                UINT64_C(0xe097834a92340c5a));
    assert_true(wks_secret_number(&secret, "another", "P0000001") == UINT64_C(0xa64d8da025e04072));
    wks_secret_name(&secret, name);
    assert_string_equal(name, "4d13e66809bc7043");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(makes_a_key_that_only_its_owner_can_read, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(never_replaces_a_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_key_that_others_may_read_or_write, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_is_no_key_and_says_nothing_of_it, set_up,
                                        tear_down),
        cmocka_unit_test(gives_the_numbers_of_keyed_blake2b),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
