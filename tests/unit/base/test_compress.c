/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/compress.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <zlib.h>

#include <string.h>

static void fill(char *text, size_t n)
{
    uint32_t state = 1;
    for (size_t i = 0; i < n; i++) {
        state = state * 1664525 + 1013904223;
        text[i] = (char)('a' + (state >> 28));
    }
}

static void gives_back_what_gzip_packed(void **state)
{
    (void)state;
    static char text[200000];
    static char back[sizeof text];
    fill(text, sizeof text);
    wks_buffer packed = {0};
    wks_error err;
    assert_int_equal(wks_compress_gzip(text, sizeof text, &packed, &err), WKS_OK);
    assert_true(packed.n < sizeof text * 6 / 10);
    z_stream stream = {.next_in = (Bytef *)packed.bytes, .avail_in = (uInt)packed.n};
    stream.next_out = (Bytef *)back;
    stream.avail_out = sizeof back;
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(stream.total_out, sizeof text);
    inflateEnd(&stream);
    assert_memory_equal(text, back, sizeof text);
    wks_buffer_clear(&packed);
}

static void gives_the_same_bytes_twice_and_no_time(void **state)
{
    (void)state;
    char text[5000];
    fill(text, sizeof text);
    wks_code (*const pack[])(const void *, size_t, wks_buffer *,
                             wks_error *) = {wks_compress_gzip, wks_compress_brotli};
    for (size_t i = 0; i < 2; i++) {
        wks_buffer first = {0};
        wks_buffer second = {0};
        wks_error err;
        assert_int_equal(pack[i](text, sizeof text, &first, &err), WKS_OK);
        assert_int_equal(pack[i](text, sizeof text, &second, &err), WKS_OK);
        assert_true(first.n > 100 && first.n < sizeof text);
        assert_int_equal(first.n, second.n);
        assert_memory_equal(first.bytes, second.bytes, first.n);
        if (i == 0) {
            assert_memory_equal(first.bytes, "\x1f\x8b\x08\x00\x00\x00\x00\x00", 8);
        }
        wks_buffer_clear(&first);
        wks_buffer_clear(&second);
    }
}

static void appends_and_takes_nothing_at_all(void **state)
{
    (void)state;
    wks_buffer out = {0};
    wks_error err;
    wks_buffer_text(&out, "before");
    assert_int_equal(wks_compress_gzip("", 0, &out, &err), WKS_OK);
    size_t after_gzip = out.n;
    assert_true(after_gzip > 6 + 18);
    assert_int_equal(wks_compress_brotli("", 0, &out, &err), WKS_OK);
    assert_true(out.n > after_gzip);
    assert_memory_equal(out.bytes, "before", 6);
    wks_buffer_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_back_what_gzip_packed),
        cmocka_unit_test(gives_the_same_bytes_twice_and_no_time),
        cmocka_unit_test(appends_and_takes_nothing_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
