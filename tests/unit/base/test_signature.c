/* SPDX-License-Identifier: EUPL-1.2 */
#include "../model/workshop.h"
#include "base/signature.h"

#include <sys/stat.h>

static void a_changed_text_key_or_signature_does_not_hold(void **state)
{
    (void)state;
    workshop shop;
    wks_arena arena;
    char path[WORKSHOP_PATH_SIZE];
    char other[WORKSHOP_PATH_SIZE];
    wks_signature signature;
    wks_public_key key;
    wks_public_key other_key;
    wks_signature unused;
    wks_error err;
    workshop_open(&shop);
    wks_arena_init(&arena, 0);
    workshop_path(&shop, "key", path);
    workshop_path(&shop, "other", other);
    assert_int_equal(wks_signature_make_key(path, &arena, &err), WKS_OK);
    assert_int_equal(wks_signature_make_key(other, &arena, &err), WKS_OK);
    assert_int_equal(wks_signature_make(path, "release 7", 9, &signature, &key, &err), WKS_OK);
    assert_int_equal(wks_signature_make(other, "release 7", 9, &unused, &other_key, &err), WKS_OK);
    assert_true(wks_signature_holds(&signature, &key, "release 7", 9));
    assert_false(wks_signature_holds(&signature, &key, "release 8", 9));
    assert_false(wks_signature_holds(&signature, &key, "release 7", 8));
    assert_false(wks_signature_holds(&signature, &other_key, "release 7", 9));
    for (size_t i = 0; i < 128; i += 9) {
        wks_signature changed = signature;
        changed.hex[i] = changed.hex[i] == '0' ? '1' : '0';
        assert_false(wks_signature_holds(&changed, &key, "release 7", 9));
    }
    assert_false(wks_signature_holds(&(wks_signature){""}, &key, "release 7", 9));
    wks_arena_clear(&arena);
    workshop_close(&shop);
}

static void the_public_half_stands_beside_the_key(void **state)
{
    (void)state;
    workshop shop;
    wks_arena arena;
    char path[WORKSHOP_PATH_SIZE];
    char public_path[WORKSHOP_PATH_SIZE];
    struct stat info;
    wks_signature signature;
    wks_public_key key;
    wks_public_key read;
    wks_error err;
    workshop_open(&shop);
    wks_arena_init(&arena, 0);
    workshop_path(&shop, "key", path);
    workshop_path(&shop, "key.pub", public_path);
    assert_int_equal(wks_signature_make_key(path, &arena, &err), WKS_OK);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(wks_signature_make(path, "", 0, &signature, &key, &err), WKS_OK);
    assert_int_equal(wks_signature_read_key(public_path, &read, &err), WKS_OK);
    assert_string_equal(read.hex, key.hex);
    assert_int_equal(wks_signature_make_key(path, &arena, &err), WKS_E_EXISTS);
    wks_arena_clear(&arena);
    workshop_close(&shop);
}

static void refuses_a_key_that_others_may_read_or_that_is_none(void **state)
{
    (void)state;
    workshop shop;
    wks_arena arena;
    char path[WORKSHOP_PATH_SIZE];
    wks_signature signature;
    wks_public_key key;
    wks_error err;
    workshop_open(&shop);
    wks_arena_init(&arena, 0);
    workshop_path(&shop, "key", path);
    assert_int_equal(wks_signature_make(path, "", 0, &signature, &key, &err), WKS_E_NOT_FOUND);
    assert_int_equal(wks_signature_make_key(path, &arena, &err), WKS_OK);
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(wks_signature_make(path, "", 0, &signature, &key, &err), WKS_E_REFUSED);
    workshop_write(&shop, "short", "00ff\n");
    workshop_path(&shop, "short", path);
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(wks_signature_make(path, "", 0, &signature, &key, &err), WKS_E_FORMAT);
    assert_int_equal(wks_signature_read_key(path, &key, &err), WKS_E_FORMAT);
    assert_null(strstr(err.text, "00ff"));
    wks_arena_clear(&arena);
    workshop_close(&shop);
}

/* RFC 8032, section 7.1, test 1. */
static void gives_the_published_signature(void **state)
{
    (void)state;
    workshop shop;
    char path[WORKSHOP_PATH_SIZE];
    wks_signature signature;
    wks_public_key key;
    wks_error err;
    workshop_open(&shop);
    workshop_write(&shop, "key",
                   "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60\n");
    workshop_path(&shop, "key", path);
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(wks_signature_make(path, "", 0, &signature, &key, &err), WKS_OK);
    assert_string_equal(key.hex,
                        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    assert_string_equal(signature.hex,
                        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    workshop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_published_signature),
        cmocka_unit_test(a_changed_text_key_or_signature_does_not_hold),
        cmocka_unit_test(the_public_half_stands_beside_the_key),
        cmocka_unit_test(refuses_a_key_that_others_may_read_or_that_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
