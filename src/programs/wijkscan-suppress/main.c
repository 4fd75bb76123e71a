/* wijkscan-suppress - which cells to hide, and what a reader can work out of those that are hidden.
 *
 * A program of its own, so that the solvers that it links stay out of the others; what it reads and
 * writes is cells/protection.h.  Nothing is written unless it is proven.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/file.h"
#include "base/language.h"
#include "base/process.h"
#include "base/text.h"
#include "cells/bounds.h"
#include "cells/protection.h"
#include "cells/witness.h"
#include "suppress/attack.h"
#include "suppress/bounds_solve.h"
#include "suppress/suppress.h"
#include "suppress/witness_find.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
    MOST_BYTES = 2047 /* MiB */
};

/* What was asked on the command line. */
typedef struct call {
    const char *verb;
    wks_code (*run)(const struct call *asked, wks_arena *arena, wks_error *err); /* NULL: unknown */
    const char *path[3];
    size_t n_paths;
    double seconds;
    bool is_quick; /* the heuristic alone */
} call;

static void print_help(FILE *out)
{
    fputs(
        wks_tr(
            "wijkscan-suppress - which cells to hide, so that no hidden cell follows from those "
            "shown\n"
            "\n"
            "usage: wijkscan-suppress protect QUESTION PATTERN [WITNESSES] [--time SECONDS] "
            "[--heuristic-only]\n"
            "       wijkscan-suppress attack QUESTION PATTERN OUT\n"
            "       wijkscan-suppress witness QUESTION PATTERN WITNESSES\n"
            "       wijkscan-suppress bounds BOUNDS OUT\n"
            "\n"
            "  protect  Reads a question and writes the pattern that loses least, with its proofs\n"
            "           to WITNESSES. --time is what the search for the best may take (60). A "
            "cell\n"
            "           that cannot be protected is printed as `refused` with its number from 1.\n"
            "  attack   Writes a line for each hidden cell: its number from 0, the least and the\n"
            "           most that a reader must hold possible.\n"
            "  witness  Looks for the proofs of a pattern that was made elsewhere.\n"
            "  bounds   As attack, for who does not know the truth: BOUNDS holds only limits of\n"
            "           cells.\n"
            "\n"
            "Exit codes: 0 done, 1 failed, 2 wrong use, 3 bad input, 4 cannot be protected, 5 not "
            "found.\n",
            "wijkscan-suppress - welke cellen te verbergen, zodat geen verborgen cel volgt uit wat "
            "zichtbaar is\n"
            "\n"
            "gebruik: wijkscan-suppress protect VRAAG PATROON [BEWIJZEN] [--time SECONDEN] "
            "[--heuristic-only]\n"
            "         wijkscan-suppress attack VRAAG PATROON UIT\n"
            "         wijkscan-suppress witness VRAAG PATROON BEWIJZEN\n"
            "         wijkscan-suppress bounds GRENZEN UIT\n"
            "\n"
            "  protect  Leest een vraag en schrijft het patroon dat het minst verliest, met zijn\n"
            "           bewijzen in BEWIJZEN. --time is wat het zoeken naar het beste mag duren\n"
            "           (60). Een cel die niet te beschermen is, wordt getoond als `refused` met\n"
            "           haar nummer vanaf 1.\n"
            "  attack   Schrijft een regel per verborgen cel: haar nummer vanaf 0, het minste en\n"
            "           het meeste dat een lezer voor mogelijk moet houden.\n"
            "  witness  Zoekt de bewijzen van een patroon dat elders is gemaakt.\n"
            "  bounds   Als attack, voor wie de waarheid niet kent: GRENZEN bevat alleen grenzen\n"
            "           van cellen.\n"
            "\n"
            "Afsluitcodes: 0 klaar, 1 mislukt, 2 verkeerd gebruik, 3 foute invoer, 4 niet te "
            "beschermen, 5 niet gevonden.\n"),
        out);
}

static void print_number(const char *name, double value)
{
    char text[WKS_NUMBER_TEXT_SIZE];
    printf("%s %s\n", name, wks_number_text(value, text));
}

static void print_report(const wks_suppress_report *report)
{
    print_number("loss", report->loss);
    print_number("bound", report->bound);
    print_number("gap", report->loss - report->bound);
    print_number("heuristic_loss", report->heuristic_loss);
    printf("primaries %zu\nsecondaries %zu\npieces %zu\nproven %zu\n", report->n_primaries,
           report->n_secondaries, report->n_pieces, report->n_proven);
    printf("seconds_apart %.3f\nseconds_heuristic %.3f\nseconds_exact %.3f\nseconds_attack %.3f\n",
           report->seconds[0], report->seconds[1], report->seconds[2], report->seconds[3]);
}

static wks_code run_protect(const call *asked, wks_arena *arena, wks_error *err)
{
    const wks_suppress_options options = {.seconds = asked->is_quick ? 0 : asked->seconds,
                                          .arena = asked->n_paths > 2 ? arena : NULL};
    wks_protection protection;
    wks_pattern pattern = {0};
    wks_suppress_report report;
    WKS_TRY(wks_protection_read(asked->path[0], arena, &protection, &pattern.protection, err));
    WKS_TRY(wks_arena_take(arena, protection.n_cells, sizeof *pattern.is_hidden, &pattern.is_hidden,
                           err));
    const wks_code code =
        wks_suppress_protect(&protection, &options, pattern.is_hidden, &report, err);
    if (code != WKS_OK) {
        if (report.refused > 0) {
            printf("refused %zu\n", report.refused);
        }
        return code;
    }
    pattern.n_cells = protection.n_cells;
    pattern.loss = report.loss;
    pattern.bound = report.bound;
    WKS_TRY(wks_pattern_write(&pattern, asked->path[1], err));
    if (asked->n_paths > 2) {
        report.witnesses.protection = pattern.protection;
        WKS_TRY(wks_witnesses_write(&report.witnesses, asked->path[2], err));
    }
    print_report(&report);
    return WKS_OK;
}

static wks_code write_intervals(const wks_pattern *pattern, const wks_attack *attack,
                                const char *path, wks_error *err)
{
    wks_buffer out = {0};
    for (size_t i = 0; i < pattern->n_cells; i++) {
        if (pattern->is_hidden[i]) {
            wks_buffer_printf(&out, "%zu %" PRId64 " %" PRId64 "\n", i, attack->least[i],
                              attack->most[i]);
        }
    }
    return wks_file_write_buffer(path, &out, err);
}

static wks_code run_attack(const call *asked, wks_arena *arena, wks_error *err)
{
    wks_protection protection;
    wks_pattern pattern;
    wks_relations relations;
    wks_attack attack;
    wks_hash hash;
    WKS_TRY(wks_protection_read(asked->path[0], arena, &protection, &hash, err));
    WKS_TRY(wks_pattern_read(asked->path[1], &protection, &hash, arena, &pattern, err));
    WKS_TRY(wks_relations_find(&protection, arena, &relations, err));
    WKS_TRY(wks_attack_intervals(&protection, &relations, pattern.is_hidden, arena, &attack, err));
    WKS_TRY(write_intervals(&pattern, &attack, asked->path[2], err));
    printf("hidden %zu\nexact %zu\nunsafe %zu\nsolved %zu\n", attack.n_hidden, attack.n_exact,
           attack.n_unsafe, attack.n_solved);
    return WKS_OK;
}

/* The proofs that wijkscan-verify adds up. */
static wks_code run_witness(const call *asked, wks_arena *arena, wks_error *err)
{
    wks_protection protection;
    wks_pattern pattern;
    wks_relations relations;
    wks_witnesses witnesses;
    wks_hash hash;
    WKS_TRY(wks_protection_read(asked->path[0], arena, &protection, &hash, err));
    WKS_TRY(wks_pattern_read(asked->path[1], &protection, &hash, arena, &pattern, err));
    WKS_TRY(wks_relations_find(&protection, arena, &relations, err));
    WKS_TRY(wks_witness_find(&protection, &relations, pattern.is_hidden, arena, &witnesses, err));
    witnesses.protection = hash;
    WKS_TRY(wks_witnesses_write(&witnesses, asked->path[2], err));
    printf("witnesses %zu\n", witnesses.n);
    return WKS_OK;
}

/* What somebody can tell who knows only what is shown. */
static wks_code run_bounds(const call *asked, wks_arena *arena, wks_error *err)
{
    wks_bounds bounds;
    wks_bounds_answer answer;
    WKS_TRY(wks_bounds_read(asked->path[0], arena, &bounds, err));
    WKS_TRY(wks_bounds_solve(&bounds, arena, &answer, err));
    WKS_TRY(wks_bounds_answer_write(&bounds, &answer, asked->path[1], err));
    printf("possible %d\n", answer.is_possible);
    return WKS_OK;
}

static wks_code read_flag(char **words, int *at, call *out, wks_error *err)
{
    const char *word = words[*at];
    if (strcmp(word, "--heuristic-only") == 0) {
        out->is_quick = true;
        return WKS_OK;
    }
    if (strcmp(word, "--time") != 0) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("there is no flag %s; see wijkscan-suppress --help",
                               "er is geen vlag %s; zie wijkscan-suppress --help"),
                        word);
    }
    const char *value = words[++*at];
    if (value == NULL || !wks_text_number((wks_span){value, strlen(value)}, false, &out->seconds) ||
        !(out->seconds > 0 && out->seconds <= 86400)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--time: expected seconds, above 0 and at most 86400",
                               "--time: verwacht seconden, boven 0 en hoogstens 86400"));
    }
    return WKS_OK;
}

typedef wks_code run_verb(const call *asked, wks_arena *arena, wks_error *err);

static run_verb *find_verb(const char *word)
{
    static const struct {
        const char *name;
        run_verb *run;
    } verbs[] = {{"protect", run_protect},
                 {"attack", run_attack},
                 {"witness", run_witness},
                 {"bounds", run_bounds}};

    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strcmp(word, verbs[i].name) == 0) {
            return verbs[i].run;
        }
    }
    return NULL;
}

static wks_code read_call(char **words, call *out, wks_error *err)
{
    size_t most = 3;
    size_t least = 3;
    for (int at = 1; words[at] != NULL; at++) {
        if (strncmp(words[at], "--", 2) == 0) {
            WKS_TRY(read_flag(words, &at, out, err));
        } else if (out->verb == NULL) {
            out->verb = words[at];
            out->run = find_verb(out->verb);
            most = out->run == run_bounds ? 2 : 3;
            least = out->run == run_protect ? 2 : most;
        } else if (out->n_paths < most) {
            out->path[out->n_paths++] = words[at];
        } else {
            out->n_paths = SIZE_MAX;
            break;
        }
    }
    if (out->run == NULL || out->n_paths < least || out->n_paths > most) {
        return wks_fail(
            err, WKS_E_ARGUMENT, "%s",
            wks_tr("usage: protect QUESTION PATTERN [WITNESSES], attack QUESTION PATTERN OUT, "
                   "witness QUESTION PATTERN WITNESSES, or bounds BOUNDS OUT; see "
                   "wijkscan-suppress --help",
                   "gebruik: protect VRAAG PATROON [BEWIJZEN], attack VRAAG PATROON UIT, "
                   "witness VRAAG PATROON BEWIJZEN, of bounds GRENZEN UIT; zie "
                   "wijkscan-suppress --help"));
    }
    return WKS_OK;
}

int main(int argc, char **argv)
{
    wks_arena arena;
    wks_error error = {.code = WKS_OK};
    call asked = {.seconds = 60};
    wks_process_forbid_core();
    wks_language_from_environment();
    if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        print_help(stdout);
        return 0;
    }
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        printf("wijkscan-suppress %s\n", WKS_VERSION);
        return 0;
    }
    wks_arena_init(&arena, (size_t)MOST_BYTES << 20);
    wks_code code = read_call(argv, &asked, &error);
    if (code == WKS_OK) {
        code = asked.run(&asked, &arena, &error);
    }
    if (code != WKS_OK) {
        fprintf(stderr, "wijkscan-suppress: %s\n", error.text);
    }
    if (fflush(stdout) != 0 && code == WKS_OK) {
        fprintf(stderr, "wijkscan-suppress: %s\n",
                wks_tr("the output could not be written", "de uitvoer kon niet worden geschreven"));
        code = WKS_E_IO;
    }
    wks_arena_clear(&arena);
    return wks_code_exit_status(code);
}
