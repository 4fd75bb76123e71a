/* wijkscan-verify - accepts a pattern only with a proof for every cell that must stay uncertain,
 * and signs a release only when it is safe together with all before it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/language.h"
#include "base/process.h"
#include "base/signature.h"
#include "cells/protection.h"
#include "cells/witness.h"
#include "verify/release_sign.h"
#include "verify/witness_check.h"

#include <stdio.h>
#include <string.h>

static const char *usage(void)
{
    return wks_tr(
        "usage: wijkscan-verify pattern PROTECTION PATTERN WITNESSES\n"
        "       wijkscan-verify release FOLDER LEDGER KEY DATE\n"
        "       wijkscan-verify key FILE\n"
        "\n"
        "  pattern  Checks that whoever sees all cells that PATTERN shows cannot pin down a\n"
        "           cell that must stay uncertain. Every such cell needs its proof in\n"
        "           WITNESSES, a table of whole numbers; proofs are added up, and nothing else\n"
        "           is trusted. Where PROTECTION asks for it, they must also stand before\n"
        "           everybody who is alone in a cell and knows that.\n"
        "  release  Checks a release and all that the gate claims of it (the files in FOLDER:\n"
        "           terms, question, pattern, witnesses, claims, release) together with\n"
        "           everything that LEDGER holds. Only then it writes the release into the\n"
        "           ledger and signs it with the secret KEY: FOLDER/seal. DATE is today,\n"
        "           yyyy-mm-dd.\n"
        "  key      Makes a secret key in FILE, for its owner alone, and its public half in\n"
        "           FILE.pub.\n"
        "\n"
        "Exit codes: 0 accepted, 1 failed, 2 wrong use, 3 a file is not what it should be,\n"
        "4 refused, 5 not found.\n",
        "gebruik: wijkscan-verify pattern BESCHERMING PATROON BEWIJZEN\n"
        "         wijkscan-verify release MAP GROOTBOEK SLEUTEL DATUM\n"
        "         wijkscan-verify key BESTAND\n"
        "\n"
        "  pattern  Gaat na dat wie alle cellen ziet die PATROON toont, geen cel kan vastpinnen\n"
        "           die onzeker moet blijven. Elke zo'n cel heeft haar bewijs nodig in\n"
        "           BEWIJZEN, een tabel van hele getallen; bewijzen worden nageteld, en verder\n"
        "           wordt niets geloofd. Vraagt BESCHERMING erom, dan moeten ze ook gelden voor\n"
        "           ieder die alleen in een cel staat en dat weet.\n"
        "  release  Controleert een uitgave en alles wat de poort ervan beweert (de bestanden\n"
        "           in MAP: terms, question, pattern, witnesses, claims, release) samen met\n"
        "           alles wat in GROOTBOEK staat. Pas dan schrijft het de uitgave in het\n"
        "           grootboek en tekent haar met de geheime SLEUTEL: MAP/seal. DATUM is\n"
        "           vandaag, jjjj-mm-dd.\n"
        "  key      Maakt een geheime sleutel in BESTAND, voor de eigenaar alleen, en de\n"
        "           openbare helft in BESTAND.pub.\n"
        "\n"
        "Afsluitcodes: 0 aanvaard, 1 mislukt, 2 verkeerd gebruik, 3 een bestand is niet wat\n"
        "het moet zijn, 4 geweigerd, 5 niet gevonden.\n");
}

static wks_code check_pattern(char **words, wks_arena *arena, wks_error *err)
{
    wks_protection protection;
    wks_pattern pattern;
    wks_witnesses witnesses;
    wks_hash hash;
    wks_witness_report report = {0};
    WKS_TRY(wks_protection_read(words[0], arena, &protection, &hash, err));
    WKS_TRY(wks_pattern_read(words[1], &protection, &hash, arena, &pattern, err));
    WKS_TRY(wks_witnesses_read(words[2], &protection, &hash, arena, &witnesses, err));
    WKS_TRY(wks_witness_check(&protection, &pattern, &witnesses, arena, &report, err));
    printf(wks_tr("accepted: %zu cells stay uncertain, by %zu proofs, %zu in parts of persons\n",
                  "aanvaard: %zu cellen blijven onzeker, door %zu bewijzen, %zu in delen van "
                  "personen\n"),
           report.n_hidden, report.n_witnesses, report.n_in_parts);
    if (report.n_insiders > 0) {
        printf(wks_tr("also to each of %zu who are alone in a cell\n",
                      "ook voor elk van de %zu die alleen in een cel staan\n"),
               report.n_insiders);
    }
    return WKS_OK;
}

static wks_code sign_release(char **words, wks_arena *arena, wks_error *err)
{
    const wks_release_paths paths = {
        .folder = words[0], .ledger = words[1], .key = words[2], .date = words[3]};
    wks_sign_report report = {0};
    WKS_TRY(wks_release_sign(&paths, arena, &report, err));
    printf(
        wks_tr("accepted and signed: %zu numbers, %zu of them public at their owner; %zu cells "
               "stay uncertain; ledger entry %zu, with %zu new counts\n",
               "aanvaard en getekend: %zu cijfers, waarvan %zu openbaar bij hun eigenaar; %zu "
               "cellen blijven onzeker; boeking %zu in het grootboek, met %zu nieuwe aantallen\n"),
        report.numbers.n_numbers, report.numbers.n_public, report.proofs.n_hidden, report.entry,
        report.numbers.n_new);
    return WKS_OK;
}

static wks_code make_key(char **words, wks_arena *arena, wks_error *err)
{
    return wks_signature_make_key(words[0], arena, err);
}

typedef struct verb {
    const char *name;
    int n_words;
    wks_code (*run)(char **words, wks_arena *arena, wks_error *err);
} verb;

static const verb verbs[] = {
    {"pattern", 3, check_pattern}, {"release", 4, sign_release}, {"key", 1, make_key}};

static const verb *find_verb(int argc, char **argv)
{
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (argc > 1 && strcmp(argv[1], verbs[i].name) == 0 && argc == verbs[i].n_words + 2) {
            return &verbs[i];
        }
    }
    return NULL;
}

int main(int argc, char **argv)
{
    wks_arena arena;
    wks_error err = {0};
    wks_process_forbid_core();
    wks_language_from_environment();
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(usage(), stdout);
        return 0;
    }
    const verb *asked = find_verb(argc, argv);
    if (asked == NULL) {
        fputs(usage(), stderr);
        return wks_code_exit_status(WKS_E_ARGUMENT);
    }
    wks_arena_init(&arena, (size_t)8 << 30);
    const wks_code code = asked->run(argv + 2, &arena, &err);
    wks_arena_clear(&arena);
    if (code != WKS_OK) {
        fprintf(stderr, "wijkscan-verify: %s\n", err.text);
        return wks_code_exit_status(code);
    }
    return 0;
}
