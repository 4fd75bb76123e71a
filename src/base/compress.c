/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/compress.h"

#include "base/arena.h"

#define ZLIB_CONST /* input is only read */

#include <brotli/encode.h>
#include <zlib.h>

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

enum {
    GZIP_WINDOW = 15 + 16, /* with a gzip header, which then holds no time and no name */
    CHUNK_BYTES = 16 * 1024,
    QUICK_LEVEL = 5,
    QUICK_QUALITY = 5
};

static wks_code compress_gzip(const void *bytes, size_t n, int level, wks_buffer *out,
                              wks_error *err)
{
    z_stream stream = {0};
    if (n > UINT_MAX ||
        deflateInit2(&stream, level, Z_DEFLATED, GZIP_WINDOW, 9, Z_DEFAULT_STRATEGY) != Z_OK) {
        return wks_arena_fail(err);
    }
    unsigned char chunk[CHUNK_BYTES];
    stream.next_in = bytes;
    stream.avail_in = (uInt)n;
    int result = Z_OK;
    while (result == Z_OK) {
        stream.next_out = chunk;
        stream.avail_out = sizeof chunk;
        result = deflate(&stream, Z_FINISH);
        wks_buffer_put(out, chunk, sizeof chunk - stream.avail_out);
    }
    deflateEnd(&stream);
    return result == Z_STREAM_END ? wks_buffer_check(out, err) : wks_arena_fail(err);
}

wks_code wks_compress_gzip(const void *bytes, size_t n, wks_buffer *out, wks_error *err)
{
    return compress_gzip(bytes, n, Z_BEST_COMPRESSION, out, err);
}

wks_code wks_compress_gzip_quickly(const void *bytes, size_t n, wks_buffer *out, wks_error *err)
{
    return compress_gzip(bytes, n, QUICK_LEVEL, out, err);
}

static wks_code compress_brotli(const void *bytes, size_t n, uint32_t quality, wks_buffer *out,
                                wks_error *err)
{
    BrotliEncoderState *state = BrotliEncoderCreateInstance(NULL, NULL, NULL);
    if (state == NULL) {
        return wks_arena_fail(err);
    }
    BrotliEncoderSetParameter(state, BROTLI_PARAM_QUALITY, quality);
    BrotliEncoderSetParameter(state, BROTLI_PARAM_MODE, BROTLI_MODE_TEXT);
    BrotliEncoderSetParameter(state, BROTLI_PARAM_SIZE_HINT, n < INT_MAX ? (uint32_t)n : 0);
    const uint8_t *in = bytes;
    size_t left = n;
    bool is_fine = true;
    while (is_fine && !BrotliEncoderIsFinished(state)) {
        size_t none = 0;
        is_fine = BrotliEncoderCompressStream(state, BROTLI_OPERATION_FINISH, &left, &in, &none,
                                              NULL, NULL) != BROTLI_FALSE;
        size_t got = 0;
        const uint8_t *piece = BrotliEncoderTakeOutput(state, &got);
        wks_buffer_put(out, piece, got);
    }
    BrotliEncoderDestroyInstance(state);
    return is_fine ? wks_buffer_check(out, err) : wks_arena_fail(err);
}

wks_code wks_compress_brotli(const void *bytes, size_t n, wks_buffer *out, wks_error *err)
{
    return compress_brotli(bytes, n, BROTLI_MAX_QUALITY, out, err);
}

wks_code wks_compress_brotli_quickly(const void *bytes, size_t n, wks_buffer *out, wks_error *err)
{
    return compress_brotli(bytes, n, QUICK_QUALITY, out, err);
}
