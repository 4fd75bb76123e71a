/* wijkscan-verify - accepts a pattern only with a proof for every cell that must stay uncertain.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/language.h"
#include "cells/protection.h"
#include "cells/witness.h"
#include "verify/witness_check.h"

#include <stdio.h>
#include <string.h>

static const char *usage(void)
{
    return wks_tr(
        "usage: wijkscan-verify pattern PROTECTION PATTERN WITNESSES\n\n"
        "Checks that whoever sees all cells that PATTERN shows cannot pin down a cell that must\n"
        "stay uncertain.  Every such cell needs its proof in WITNESSES, a table of whole numbers;\n"
        "proofs are added up, and nothing else is trusted.\n\n"
        "Exit codes: 0 accepted, 1 failed, 2 wrong use, 3 a file is not what it should be, 4 "
        "refused,\n"
        "5 not found.\n",
        "gebruik: wijkscan-verify pattern BESCHERMING PATROON BEWIJZEN\n\n"
        "Gaat na dat wie alle cellen ziet die PATROON toont, geen cel kan vastpinnen die onzeker\n"
        "moet blijven. Elke zo'n cel heeft haar bewijs nodig in BEWIJZEN, een tabel van hele\n"
        "getallen; bewijzen worden nageteld, en verder wordt niets geloofd.\n\n"
        "Afsluitcodes: 0 aanvaard, 1 mislukt, 2 verkeerd gebruik, 3 een bestand is niet wat het "
        "moet\n"
        "zijn, 4 geweigerd, 5 niet gevonden.\n");
}

static wks_code check(char **paths, wks_arena *arena, wks_witness_report *report, wks_error *err)
{
    wks_protection protection;
    wks_pattern pattern;
    wks_witnesses witnesses;
    wks_hash hash;
    WKS_TRY(wks_protection_read(paths[0], arena, &protection, &hash, err));
    WKS_TRY(wks_pattern_read(paths[1], &protection, &hash, arena, &pattern, err));
    WKS_TRY(wks_witnesses_read(paths[2], &protection, &hash, arena, &witnesses, err));
    return wks_witness_check(&protection, &pattern, &witnesses, arena, report, err);
}

int main(int argc, char **argv)
{
    wks_arena arena;
    wks_error err = {0};
    wks_witness_report report = {0};
    wks_language_from_environment();
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(usage(), stdout);
        return 0;
    }
    if (argc != 5 || strcmp(argv[1], "pattern") != 0) {
        fputs(usage(), stderr);
        return wks_code_exit_status(WKS_E_ARGUMENT);
    }
    wks_arena_init(&arena, (size_t)8 << 30);
    const wks_code code = check(argv + 2, &arena, &report, &err);
    wks_arena_clear(&arena);
    if (code != WKS_OK) {
        fprintf(stderr, "wijkscan-verify: %s\n", err.text);
        return wks_code_exit_status(code);
    }
    printf(wks_tr("accepted: %zu cells stay uncertain, by %zu proofs, %zu in parts of persons\n",
                  "aanvaard: %zu cellen blijven onzeker, door %zu bewijzen, %zu in delen van "
                  "personen\n"),
           report.n_hidden, report.n_witnesses, report.n_in_parts);
    return 0;
}
