/* programs/wijkscan/verb.h - what a verb of the command line is.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_VERB_H
#define WKS_PROGRAMS_WIJKSCAN_VERB_H

#include "base/arena.h"
#include "base/error.h"
#include "base/progress.h"

#include <stdbool.h>
#include <stddef.h>

/* What every verb gets. */
typedef struct wks_call {
    const struct wks_verb *verb;
    const char *program; /* argv[0] */
    wks_arena *arena;
    wks_progress *progress;
    bool is_quiet;
} wks_call;

/* A flag of a verb: --name VALUE, or --name when value is NULL. */
typedef struct wks_flag {
    const char *name;
    const char *value; /* what the help calls its value */
    const char *english;
    const char *dutch;
} wks_flag;

typedef struct wks_given_flag {
    const wks_flag *flag;
    const char *value;
} wks_given_flag;

/* The flags and arguments that a user gave. */
typedef struct wks_arguments {
    const char **flag_values; /* [verb->n_flags]: NULL not given; "" for a flag without value; the
                                 last where it was given more than once */
    wks_given_flag *given;    /* [n_given] all of them in order */
    size_t n_given;
    char **arguments; /* [n_arguments] */
    size_t n_arguments;
} wks_arguments;

typedef struct wks_verb {
    const char *group; /* "method" for `wijkscan method NAME`, "export", "gate"; NULL */
    const char *name;
    const char *arguments; /* "FILE ..." in the usage line; "" for none */
    size_t least_arguments, most_arguments;
    const char *english; /* one line */
    const char *dutch;
    const char *more_english; /* more lines for its own --help */
    const char *more_dutch;
    const wks_flag *flags;
    size_t n_flags;
    wks_code (*run)(const wks_call *call, const wks_arguments *arguments, wks_error *err);
} wks_verb;

extern const wks_verb wks_verb_init;
extern const wks_verb wks_verb_load;
extern const wks_verb wks_verb_build;
extern const wks_verb wks_verb_status;
extern const wks_verb wks_verb_show;
extern const wks_verb wks_verb_template;
extern const wks_verb wks_verb_demo;
extern const wks_verb wks_verb_report;
extern const wks_verb wks_verb_serve;
extern const wks_verb wks_verb_attack;
extern const wks_verb wks_verb_export_table;
extern const wks_verb wks_verb_export_map;
extern const wks_verb wks_verb_export_package;
extern const wks_verb wks_verb_export_gaps;
extern const wks_verb wks_verb_export_site;
extern const wks_verb wks_verb_gate_protect;
extern const wks_verb wks_verb_gate_audit;
extern const wks_verb wks_verb_gate_round;
extern const wks_verb wks_verb_gate_cell_key;
extern const wks_verb wks_verb_gate_ptable;
extern const wks_verb wks_verb_gate_new_key;
extern const wks_verb wks_verb_gate_waive;
extern const wks_verb wks_verb_gate_explain;
extern const wks_verb wks_verb_gate_ledger;
extern const wks_verb wks_verb_gate_know;
extern const wks_verb wks_verb_account_add;
extern const wks_verb wks_verb_account_invite;
extern const wks_verb wks_verb_account_list;
extern const wks_verb wks_verb_account_block;

/* The value of a flag of the present verb, NULL when it was not given. */
const char *wks_arguments_flag(const wks_call *call, const wks_arguments *arguments,
                               const char *name);
/* The nth value, from 0, of a flag that may be given more than once; NULL past the last. */
const char *wks_arguments_flag_nth(const wks_arguments *arguments, const char *name, size_t n);
/* The folder: the first argument, else --workspace, else ".". */
const char *wks_arguments_folder(const wks_call *call, const wks_arguments *arguments);

/* A flag that must be a whole number from least to most; otherwise when it was not given.
 * Errors: WKS_E_ARGUMENT. */
WKS_MUST_CHECK wks_code wks_arguments_number(const wks_call *call, const wks_arguments *arguments,
                                             const char *name, int least, int most, int otherwise,
                                             int *out, wks_error *err);

#endif
