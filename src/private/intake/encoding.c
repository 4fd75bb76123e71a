/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/intake/encoding.h"

#include "base/language.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

enum {
    PIECE = 64 * 1024
};

/* What was met so far, over the borders of pieces. */
typedef struct utf8_state {
    unsigned char low, high; /* range of the next byte of a character */
    size_t n_due;            /* bytes of the character still to come */
    size_t n_characters;     /* of several bytes, well formed */
    bool has_stray;
    size_t stray_at; /* offset in the file */
    bool has_zero_byte;
} utf8_state;

/* Unicode 15, table 3-7: the ranges of the second byte keep out overlong forms and surrogates. */
static bool begin_character(utf8_state *state, unsigned char byte)
{
    if (byte < 0xc2 || byte > 0xf4) {
        return false;
    }
    state->n_due = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    state->low = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80;
    state->high = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : 0xbf;
    return true;
}

static void note_stray(utf8_state *state, size_t offset)
{
    if (!state->has_stray) {
        state->has_stray = true;
        state->stray_at = offset;
    }
    state->n_due = 0;
}

static void follow(utf8_state *state, const unsigned char *at, size_t n, size_t offset)
{
    for (size_t i = 0; i < n; i++) {
        if (state->n_due > 0) {
            if (at[i] >= state->low && at[i] <= state->high) {
                state->low = 0x80;
                state->high = 0xbf;
                state->n_characters += --state->n_due == 0;
                continue;
            }
            note_stray(state, offset + i);
        }
        uint64_t eight;
        while (i + sizeof eight <= n) { /* most of a delivery is ASCII */
            memcpy(&eight, at + i, sizeof eight);
            if ((eight & UINT64_C(0x8080808080808080)) != 0) {
                break;
            }
            i += sizeof eight;
        }
        if (i < n && at[i] >= 0x80 && !begin_character(state, at[i])) {
            note_stray(state, offset + i);
        }
    }
}

static wks_code fail_read(wks_error *err)
{
    return wks_fail(err, WKS_E_IO, wks_tr("cannot be read (%s)", "kan niet worden gelezen (%s)"),
                    strerror(errno));
}

static wks_code read_piece(int fd, char *piece, size_t room, size_t offset, size_t *n,
                           wks_error *err)
{
    ssize_t got = 0;
    do {
        got = pread(fd, piece, room, (off_t)offset);
    } while (got < 0 && errno == EINTR);
    *n = got > 0 ? (size_t)got : 0;
    return got < 0 ? fail_read(err) : WKS_OK;
}

/* The line, from 1, on which the byte at offset stands. */
static wks_code line_of(int fd, size_t offset, size_t *line, wks_error *err)
{
    char piece[PIECE];
    *line = 1;
    for (size_t at = 0; at < offset;) {
        size_t n = 0;
        size_t room = offset - at < sizeof piece ? offset - at : sizeof piece;
        WKS_TRY(read_piece(fd, piece, room, at, &n, err));
        if (n == 0) {
            break;
        }
        for (size_t i = 0; i < n; i++) {
            *line += piece[i] == '\n';
        }
        at += n;
    }
    return WKS_OK;
}

static wks_code decide(int fd, const utf8_state *state, wks_encoding *out, wks_error *err)
{
    if (state->has_zero_byte) {
        return wks_fail(err, WKS_E_FORMAT, "%s",
                        wks_tr("looks like a binary file; expected text",
                               "lijkt een binair bestand; verwacht: tekst"));
    }
    if (!state->has_stray) {
        return WKS_OK;
    }
    if (state->n_characters == 0) {
        *out = (wks_encoding){.name = "windows-1252"};
        return WKS_OK;
    }
    size_t line = 0;
    WKS_TRY(line_of(fd, state->stray_at, &line, err));
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("line %zu: a byte that is not UTF-8, while the rest of the file is; "
                           "expected one encoding",
                           "regel %zu: een teken dat geen UTF-8 is, terwijl de rest van het "
                           "bestand dat wel is; verwacht: één tekenset"),
                    line);
}

wks_code wks_encoding_find(int fd, wks_encoding *out, wks_error *err)
{
    char piece[PIECE];
    size_t n = 0;
    utf8_state state = {0};
    WKS_TRY(read_piece(fd, piece, sizeof piece, 0, &n, err));
    if (n >= 2 && (memcmp(piece, "\xff\xfe", 2) == 0 || memcmp(piece, "\xfe\xff", 2) == 0)) {
        *out = (wks_encoding){.name = "utf-16"};
        return WKS_OK;
    }
    *out = (wks_encoding){.name = "utf-8", .is_utf8 = true};
    if (n >= 3 && memcmp(piece, "\xef\xbb\xbf", 3) == 0) {
        *out = (wks_encoding){.name = "utf-8-bom", .is_utf8 = true, .mark_bytes = 3};
    }
    size_t offset = out->mark_bytes;
    do {
        WKS_TRY(read_piece(fd, piece, sizeof piece, offset, &n, err));
        state.has_zero_byte = state.has_zero_byte || memchr(piece, 0, n) != NULL;
        follow(&state, (const unsigned char *)piece, n, offset);
        offset += n;
    } while (n > 0);
    if (state.n_due > 0) {
        note_stray(&state, offset);
    }
    return decide(fd, &state, out, err);
}

/* ---- conversion ----------------------------------------------------------------------------- */

static wks_code fail_convert(int fd, size_t offset, const char *name, wks_error *err)
{
    size_t line = 0;
    WKS_TRY(line_of(fd, offset, &line, err));
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("line %zu: a byte that is neither UTF-8 nor %s",
                           "regel %zu: een teken dat geen UTF-8 is en ook geen %s"),
                    line, name);
}

static wks_code convert_piece(iconv_t converter, char *piece, size_t n, size_t *n_left,
                              wks_table_copy *copy)
{
    char *in = piece;
    *n_left = n;
    while (*n_left > 0) {
        char text[PIECE];
        char *out = text;
        size_t room = sizeof text;
        size_t result = iconv(converter, &in, n_left, &out, &room);
        int why = errno;
        wks_table_copy_put(copy, text, sizeof text - room);
        if (result == (size_t)-1 && why != E2BIG) {
            return why == EINVAL ? WKS_OK : WKS_E_FORMAT; /* EINVAL: cut off, more follows */
        }
    }
    return WKS_OK;
}

wks_code wks_encoding_convert(int fd, const wks_encoding *encoding, wks_table_copy *copy,
                              wks_error *err)
{
    wks_code code = WKS_OK;
    iconv_t converter = iconv_open("UTF-8", encoding->name);
    if ((intptr_t)converter == -1) {
        return wks_fail(err, WKS_E_IO,
                        wks_tr("this system cannot convert %s", "dit systeem kan %s niet omzetten"),
                        encoding->name);
    }
    char piece[PIECE];
    size_t offset = encoding->mark_bytes;
    for (;;) {
        size_t n = 0;
        size_t n_left = 0;
        if ((code = read_piece(fd, piece, sizeof piece, offset, &n, err)) != WKS_OK || n == 0) {
            goto done;
        }
        code = convert_piece(converter, piece, n, &n_left, copy);
        if (code != WKS_OK || n_left == n) {
            code = fail_convert(fd, offset + n - n_left, encoding->name, err);
            goto done;
        }
        offset += n - n_left;
    }
done:
    iconv_close(converter);
    return code;
}
