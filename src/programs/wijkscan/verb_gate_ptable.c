/* `wijkscan gate ptable`: by how much counts are changed, and how often.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "programs/wijkscan/gate_ptable.h"
#include "programs/wijkscan/method.h"
#include "programs/wijkscan/verb.h"

#include <stdio.h>

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    const char *path = NULL;
    int largest = 0;
    int blocked = 0;
    wks_perturbation_wish wish = {0};
    wks_perturbation_table table;
    WKS_TRY(wks_method_flag(call, arguments, "out", &path, err));
    WKS_TRY(wks_arguments_number(call, arguments, "largest", 1, WKS_PERTURBATION_MOST_CHANGE, 5,
                                 &largest, err));
    WKS_TRY(wks_arguments_number(call, arguments, "blocked", 0, WKS_PERTURBATION_MOST_CHANGE, 0,
                                 &blocked, err));
    WKS_TRY(wks_method_number(call, arguments, "variance", 0, 10000, 3, &wish.variance, err));
    wish.largest = largest;
    wish.blocked = blocked;
    WKS_TRY(wks_perturbation_table_make(&wish, call->arena, &table, err));
    WKS_TRY(wks_gate_ptable_write(&table, path, err));
    if (!call->is_quiet) {
        printf(wks_tr("rows for the counts 0 to %zu; the last is for all that are larger\n",
                      "rijen voor de aantallen 0 tot en met %zu; de laatste geldt voor alle "
                      "grotere\n"),
               table.n_rows - 1);
    }
    return WKS_OK;
}

static const wks_flag flags[] = {
    {"largest", "N", "no count is changed by more than this (default 5)",
     "geen aantal verandert meer dan dit (standaard 5)"},
    {"variance", "V", "the variance of the change, of every count but 0 (default 3)",
     "de variantie van de verandering, van elk aantal behalve 0 (standaard 3)"},
    {"blocked", "N", "no result is from 1 to this (default 0: all may be)",
     "geen uitkomst is 1 tot en met dit (standaard 0: alle mogen)"},
    {"out", "FILE", "write the p-table here", "schrijf de p-tabel hierheen"},
};

const wks_verb wks_verb_gate_ptable = {
    .group = "gate",
    .name = "ptable",
    .arguments = "",
    .least_arguments = 0,
    .most_arguments = 0,
    .english = "make a p-table for `wijkscan gate cell-key`: the chance of every change of a count",
    .dutch = "maak een p-tabel voor `wijkscan gate cell-key`: de kans op elke verandering van een "
             "aantal",
    .more_english =
        "Of all tables in which the change is 0 on average, has the variance, and is not larger "
        "than\nallowed, it is the one with the most entropy.  0 stays 0.  The file has the form of "
        "the package\nptable for tau-ARGUS, which `wijkscan gate cell-key` reads too: i (count), j "
        "(result), p (chance),\nv (change).  A p-table is kept as long as the key.",
    .more_dutch =
        "Van alle tabellen waarin de verandering gemiddeld 0 is, de variantie heeft en niet groter "
        "is dan\nmag, is dit die met de meeste entropie.  0 blijft 0.  Het bestand heeft de vorm "
        "van het pakket\nptable voor tau-ARGUS, dat `wijkscan gate cell-key` ook leest: i "
        "(aantal), "
        "j (uitkomst), p (kans),\nv (verandering).  Een p-tabel wordt even lang bewaard als de "
        "sleutel.",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
