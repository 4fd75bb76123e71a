/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/compress.h"

#include "base/language.h"

#include <brotli/encode.h>
#include <zlib.h>

#include <stdint.h>
#include <string.h>

enum {
    MOST_BYTES = 1 << 30,
    CHUNK_BYTES = 32 * 1024,
    GZIP_WINDOW = 15 + 16, /* the largest window; +16 asks zlib for a gzip header, without a time */
    MEMORY_LEVEL = 9
};

static wks_code check_size(size_t n, wks_error *err)
{
    if (n > MOST_BYTES) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%zu bytes to compress, at most %d expected",
                               "%zu bytes om te comprimeren, hoogstens %d verwacht"),
                        n, MOST_BYTES);
    }
    return WKS_OK;
}

wks_code wks_compress_gzip(const void *bytes, size_t n, wks_buffer *out, wks_error *err)
{
    WKS_TRY(check_size(n, err));
    z_stream stream = {0};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        return wks_arena_fail(err);
    }
    stream.next_in = (z_const Bytef *)bytes;
    stream.avail_in = (uInt)n;
    int state = Z_OK;
    while (state == Z_OK) {
        unsigned char chunk[CHUNK_BYTES];
        stream.next_out = chunk;
        stream.avail_out = sizeof chunk;
        state = deflate(&stream, Z_FINISH);
        wks_buffer_put(out, chunk, sizeof chunk - stream.avail_out);
    }
    deflateEnd(&stream);
    if (state != Z_STREAM_END) {
        return wks_arena_fail(err);
    }
    return wks_buffer_check(out, err);
}

wks_code wks_compress_brotli(const void *bytes, size_t n, wks_buffer *out, wks_error *err)
{
    WKS_TRY(check_size(n, err));
    BrotliEncoderState *encoder = BrotliEncoderCreateInstance(NULL, NULL, NULL);
    if (encoder == NULL) {
        return wks_arena_fail(err);
    }
    bool is_well = BrotliEncoderSetParameter(encoder, BROTLI_PARAM_QUALITY, BROTLI_MAX_QUALITY) &&
                   BrotliEncoderSetParameter(encoder, BROTLI_PARAM_LGWIN, BROTLI_DEFAULT_WINDOW) &&
                   BrotliEncoderSetParameter(encoder, BROTLI_PARAM_MODE, BROTLI_MODE_TEXT) &&
                   BrotliEncoderSetParameter(encoder, BROTLI_PARAM_SIZE_HINT, (uint32_t)n);
    const uint8_t *next_in = bytes;
    size_t left = n;
    while (is_well && !BrotliEncoderIsFinished(encoder)) {
        uint8_t chunk[CHUNK_BYTES];
        uint8_t *next_out = chunk;
        size_t room = sizeof chunk;
        is_well = BrotliEncoderCompressStream(encoder, BROTLI_OPERATION_FINISH, &left, &next_in,
                                              &room, &next_out, NULL);
        wks_buffer_put(out, chunk, sizeof chunk - room);
    }
    BrotliEncoderDestroyInstance(encoder);
    return is_well ? wks_buffer_check(out, err) : wks_arena_fail(err);
}
