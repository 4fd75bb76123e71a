/* SPDX-License-Identifier: EUPL-1.2 */
#include "../model/workshop.h"
#include "base/hash.h"

static wks_hash hash_of(const char *text)
{
    wks_hasher hasher;
    wks_hasher_init(&hasher);
    wks_hasher_add(&hasher, text, strlen(text));
    return wks_hasher_end(&hasher);
}

/* NIST FIPS 180-4 example values: csrc.nist.gov, SHA256.pdf and SHA256 short messages. */
static void gives_the_published_digests(void **state)
{
    (void)state;
    assert_string_equal(hash_of("").hex,
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_string_equal(hash_of("abc").hex,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(hash_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").hex,
                        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void gives_the_same_for_pieces_and_for_a_file(void **state)
{
    (void)state;
    workshop shop;
    char path[WORKSHOP_PATH_SIZE];
    static char million[1000001];
    wks_hasher hasher;
    wks_hash of_file;
    wks_error err;
    memset(million, 'a', 1000000);
    wks_hasher_init(&hasher);
    for (size_t i = 0; i < 1000000; i += 1000) {
        wks_hasher_add(&hasher, million, 1000);
    }
    const wks_hash pieces = wks_hasher_end(&hasher);
    assert_string_equal(pieces.hex,
                        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    workshop_open(&shop);
    workshop_write(&shop, "million", million);
    workshop_path(&shop, "million", path);
    assert_int_equal(wks_hash_file(path, &of_file, &err), WKS_OK);
    assert_string_equal(of_file.hex, pieces.hex);
    workshop_close(&shop);
}

/* "ab" + "c" and "a" + "bc" are different texts. */
static void tells_texts_apart_by_their_ends(void **state)
{
    (void)state;
    wks_hasher one, other, empty, none;
    wks_hasher_init(&one);
    wks_hasher_add_text(&one, "ab");
    wks_hasher_add_text(&one, "c");
    wks_hasher_init(&other);
    wks_hasher_add_text(&other, "a");
    wks_hasher_add_text(&other, "bc");
    wks_hasher_init(&empty);
    wks_hasher_add_text(&empty, "");
    wks_hasher_init(&none);
    wks_hasher_add_text(&none, NULL);
    assert_string_not_equal(wks_hasher_end(&one).hex, wks_hasher_end(&other).hex);
    assert_string_equal(wks_hasher_end(&empty).hex, wks_hasher_end(&none).hex);
}

static void says_that_a_file_is_missing_or_cannot_be_read(void **state)
{
    (void)state;
    wks_hash hash;
    wks_error err;
    assert_int_equal(wks_hash_file("/nergens/a.csv", &hash, &err), WKS_E_NOT_FOUND);
    assert_non_null(strstr(err.text, "/nergens/a.csv"));
    assert_int_equal(wks_hash_file("/tmp", &hash, &err), WKS_E_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_published_digests),
        cmocka_unit_test(gives_the_same_for_pieces_and_for_a_file),
        cmocka_unit_test(tells_texts_apart_by_their_ends),
        cmocka_unit_test(says_that_a_file_is_missing_or_cannot_be_read),
    };
    return cmocka_run_group_tests_name("base/hash", tests, NULL, NULL);
}
