/* wijkscan-suppress - which cells to hide, and what a reader can work out of those that are hidden.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/file.h"
#include "base/language.h"
#include "base/text.h"
#include "cells/protection.h"
#include "suppress/attack.h"
#include "suppress/suppress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_BYTES = 2047 /* MiB */
};

static int exit_status(wks_code code)
{
    switch (code) {
    case WKS_OK:
        return 0;
    case WKS_E_ARGUMENT:
        return 2;
    case WKS_E_FORMAT:
        return 3;
    case WKS_E_REFUSED:
    case WKS_E_EXISTS:
        return 4;
    case WKS_E_NOT_FOUND:
        return 5;
    case WKS_E_IO:
    case WKS_E_STORE:
    case WKS_E_MEMORY:
    case WKS_E_NUMERIC:
    default:
        return 1;
    }
}

static wks_code run_attack(char **words, wks_arena *arena, wks_error *err)
{
    wks_protection protection;
    wks_pattern pattern;
    wks_relations relations;
    wks_attack attack;
    wks_hash hash;
    wks_buffer out = {0};
    WKS_TRY(wks_protection_read(words[0], arena, &protection, &hash, err));
    WKS_TRY(wks_pattern_read(words[1], &protection, &hash, arena, &pattern, err));
    WKS_TRY(wks_relations_find(&protection, arena, &relations, err));
    WKS_TRY(wks_attack_intervals(&protection, &relations, pattern.is_hidden, arena, &attack, err));
    for (size_t i = 0; i < protection.n_cells; i++) {
        if (pattern.is_hidden[i]) {
            wks_buffer_printf(&out, "%zu %" PRId64 " %" PRId64 "\n", i, attack.least[i],
                              attack.most[i]);
        }
    }
    wks_code code = wks_buffer_check(&out, err);
    if (code == WKS_OK) {
        code = wks_file_write(words[2], out.bytes, out.n, err);
    }
    wks_buffer_clear(&out);
    if (code == WKS_OK) {
        printf("hidden %zu\nexact %zu\nunsafe %zu\nsolved %zu\n", attack.n_hidden, attack.n_exact,
               attack.n_unsafe, attack.n_solved);
    }
    return code;
}

static wks_code run_protect(char **words, wks_arena *arena, wks_error *err)
{
    const wks_suppress_options options = {.seconds = words[2] ? atof(words[2]) : 0};
    wks_protection protection;
    wks_pattern pattern = {0};
    wks_suppress_report report;
    WKS_TRY(wks_protection_read(words[0], arena, &protection, &pattern.protection, err));
    WKS_TRY(wks_arena_take(arena, protection.n_cells, sizeof *pattern.is_hidden, &pattern.is_hidden,
                           err));
    WKS_TRY(wks_suppress_protect(&protection, &options, pattern.is_hidden, &report, err));
    pattern.n_cells = protection.n_cells;
    pattern.loss = report.loss;
    pattern.bound = report.bound;
    WKS_TRY(wks_pattern_write(&pattern, words[1], err));
    printf("loss %g\nbound %g\nsecondaries %zu\npieces %zu\n", report.loss, report.bound,
           report.n_secondaries, report.n_pieces);
    printf("seconds %g %g %g %g\n", report.seconds[0], report.seconds[1], report.seconds[2],
           report.seconds[3]);
    return WKS_OK;
}

int main(int argc, char **argv)
{
    wks_arena arena;
    wks_error error = {.code = WKS_OK};
    wks_language_from_environment();
    wks_arena_init(&arena, (size_t)MOST_BYTES << 20);
    wks_code code = WKS_E_ARGUMENT;
    if (argc == 5 && strcmp(argv[1], "attack") == 0) {
        code = run_attack(argv + 2, &arena, &error);
    }
    if (argc >= 4 && strcmp(argv[1], "protect") == 0) {
        code = run_protect(argv + 2, &arena, &error);
    }
    if (code != WKS_OK) {
        fprintf(stderr, "wijkscan-suppress: %s\n", error.text);
    }
    wks_arena_clear(&arena);
    return exit_status(code);
}
