/* wijkscan - the command line: runs the journey of a number on a workspace.
 *
 * The only program that opens the vault.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "base/process.h"
#include "base/text.h"
#include "programs/wijkscan/method.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const wks_verb *const verbs[] = {
    &wks_verb_init,     &wks_verb_load, &wks_verb_build, &wks_verb_status, &wks_verb_show,
    &wks_verb_template, &wks_verb_demo, &wks_verb_serve, &wks_verb_report, &wks_verb_attack,
};

static const wks_verb *const gate_verbs[] = {
    &wks_verb_gate_protect, &wks_verb_gate_audit,   &wks_verb_gate_round, &wks_verb_gate_cell_key,
    &wks_verb_gate_ptable,  &wks_verb_gate_new_key, &wks_verb_gate_waive, &wks_verb_gate_explain,
    &wks_verb_gate_ledger,  &wks_verb_gate_know,
};

static const wks_verb *const export_verbs[] = {
    &wks_verb_export_table, &wks_verb_export_map,  &wks_verb_export_package,
    &wks_verb_export_gaps,  &wks_verb_export_site,
};

static const wks_verb *const account_verbs[] = {
    &wks_verb_account_add,
    &wks_verb_account_invite,
    &wks_verb_account_list,
    &wks_verb_account_block,
};

enum {
    N_VERBS = sizeof verbs / sizeof verbs[0],
    N_GATE_VERBS = sizeof gate_verbs / sizeof gate_verbs[0],
    N_EXPORT_VERBS = sizeof export_verbs / sizeof export_verbs[0],
    N_ACCOUNT_VERBS = sizeof account_verbs / sizeof account_verbs[0]
};

static const char *in_language(const char *english, const char *dutch)
{
    return wks_language_get() == WKS_DUTCH ? dutch : english;
}

static void print_help(FILE *out)
{
    fprintf(
        out, "%s\n\n",
        wks_tr("wijkscan - mental wellbeing and GGZ per wijk and gemeente, without harming privacy",
               "wijkscan - psychisch welbevinden en ggz per wijk en gemeente, zonder privacy te "
               "schaden"));
    fprintf(out, "%s\n\n",
            wks_tr("usage: wijkscan VERB [...]", "gebruik: wijkscan WERKWOORD [...]"));
    for (size_t i = 0; i < N_VERBS; i++) {
        fprintf(out, "  %-10s %s\n", verbs[i]->name,
                in_language(verbs[i]->english, verbs[i]->dutch));
    }
    fprintf(out, "  %-10s %s\n", "method",
            wks_tr("run one method on a plain CSV; wijkscan method --help lists them",
                   "voer een methode uit op een gewone CSV; wijkscan method --help noemt ze"));
    fprintf(out, "  %-10s %s\n", "export",
            wks_tr("hand out the published picture as files: CSV, XLSX, JSON-stat, a whole package",
                   "geef het gepubliceerde beeld als bestanden: CSV, XLSX, JSON-stat, een heel "
                   "pakket"));
    fprintf(out, "  %-10s %s\n", "gate",
            wks_tr("hide in any table what would tell of a few persons, or check that it is hidden",
                   "verberg in een tabel wat iets zegt over enkele personen, of controleer dat"));
    fprintf(out, "  %-10s %s\n", "account",
            wks_tr("say who may write in the region, and as what",
                   "zeg wie in de regio mag schrijven, en als wat"));
    fprintf(out, "\n%s\n",
            wks_tr("wijkscan VERB --help says more.  Messages are Dutch when LANG or WIJKSCAN_LANG "
                   "starts with nl.\nExit codes: 0 done, 1 failed, 2 wrong use, 3 bad input, "
                   "4 refused by a rule, 5 not found.",
                   "wijkscan WERKWOORD --help zegt meer.  Meldingen zijn Nederlands als LANG of "
                   "WIJKSCAN_LANG met nl begint.\nAfsluitcodes: 0 klaar, 1 mislukt, 2 verkeerd "
                   "gebruik, 3 foute invoer, 4 geweigerd door een regel, 5 niet gevonden."));
}

static void print_verb_help(const wks_verb *verb, FILE *out)
{
    fprintf(out, "%s: wijkscan %s%s%s", wks_tr("usage", "gebruik"),
            verb->group == NULL ? "" : verb->group, verb->group == NULL ? "" : " ", verb->name);
    for (size_t i = 0; i < verb->n_flags; i++) {
        fprintf(out, " [--%s%s%s]", verb->flags[i].name, verb->flags[i].value == NULL ? "" : " ",
                verb->flags[i].value == NULL ? "" : verb->flags[i].value);
    }
    fprintf(out, "%s%s\n\n%s.\n", verb->arguments[0] == 0 ? "" : " ", verb->arguments,
            in_language(verb->english, verb->dutch));
    if (verb->more_english != NULL) {
        fprintf(out, "%s\n", in_language(verb->more_english, verb->more_dutch));
    }
    fputs("\n", out);
    for (size_t i = 0; i < verb->n_flags; i++) {
        char label[64];
        snprintf(label, sizeof label, "--%s%s%s", verb->flags[i].name,
                 verb->flags[i].value == NULL ? "" : " ",
                 verb->flags[i].value == NULL ? "" : verb->flags[i].value);
        fprintf(out, "  %-22s %s\n", label,
                in_language(verb->flags[i].english, verb->flags[i].dutch));
    }
    fprintf(out, "  %-22s %s\n", "--quiet",
            wks_tr("say nothing but errors", "zeg niets dan fouten"));
}

const char *wks_arguments_flag(const wks_call *call, const wks_arguments *arguments,
                               const char *name)
{
    for (size_t i = 0; i < call->verb->n_flags; i++) {
        if (strcmp(call->verb->flags[i].name, name) == 0) {
            return arguments->flag_values[i];
        }
    }
    return NULL;
}

const char *wks_arguments_flag_nth(const wks_arguments *arguments, const char *name, size_t n)
{
    for (size_t i = 0; i < arguments->n_given; i++) {
        if (strcmp(arguments->given[i].flag->name, name) == 0 && n-- == 0) {
            return arguments->given[i].value;
        }
    }
    return NULL;
}

const char *wks_arguments_folder(const wks_call *call, const wks_arguments *arguments)
{
    if (arguments->n_arguments > 0) {
        return arguments->arguments[0];
    }
    const char *given = wks_arguments_flag(call, arguments, "workspace");
    return given == NULL ? "." : given;
}

wks_code wks_arguments_number(const wks_call *call, const wks_arguments *arguments,
                              const char *name, int least, int most, int otherwise, int *out,
                              wks_error *err)
{
    const char *text = wks_arguments_flag(call, arguments, name);
    int64_t number = otherwise;
    if (text != NULL && (!wks_text_integer((wks_span){text, strlen(text)}, &number) ||
                         number < least || number > most)) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("--%s: expected a whole number from %d to %d",
                               "--%s: verwacht een geheel getal van %d tot en met %d"),
                        name, least, most);
    }
    *out = (int)number;
    return WKS_OK;
}

/* "funnel", "gate protect" */
static const char *name_of(const wks_call *call)
{
    const wks_verb *verb = call->verb;
    const char *name = verb->group == NULL
                           ? NULL
                           : wks_arena_printf(call->arena, "%s %s", verb->group, verb->name);
    return name == NULL ? verb->name : name;
}

static wks_code read_flag(wks_call *call, char **words, int *at, wks_arguments *out, wks_error *err)
{
    const wks_verb *verb = call->verb;
    const char *word = words[*at] + 2;
    const char *equals = strchr(word, '=');
    const size_t n = equals == NULL ? strlen(word) : (size_t)(equals - word);
    if (strcmp(word, "quiet") == 0) {
        call->is_quiet = true;
        return WKS_OK;
    }
    for (size_t i = 0; i < verb->n_flags; i++) {
        if (strlen(verb->flags[i].name) != n || strncmp(verb->flags[i].name, word, n) != 0) {
            continue;
        }
        if (verb->flags[i].value == NULL && equals != NULL) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("--%s takes no value", "bij --%s hoort geen waarde"),
                            verb->flags[i].name);
        }
        out->given[out->n_given].flag = &verb->flags[i];
        if (verb->flags[i].value == NULL) {
            out->flag_values[i] = "";
        } else if (equals != NULL) {
            out->flag_values[i] = equals + 1;
        } else if (words[*at + 1] != NULL) {
            out->flag_values[i] = words[++*at];
        } else {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("--%s needs a value: %s", "--%s vraagt een waarde: %s"),
                            verb->flags[i].name, verb->flags[i].value);
        }
        out->given[out->n_given++].value = out->flag_values[i];
        return WKS_OK;
    }
    return wks_fail(err, WKS_E_ARGUMENT,
                    wks_tr("wijkscan %s has no flag --%.*s; see wijkscan %s --help",
                           "wijkscan %s kent geen --%.*s; zie wijkscan %s --help"),
                    name_of(call), (int)n, word, name_of(call));
}

static wks_code read_arguments(wks_call *call, char **words, wks_arguments *out, wks_error *err)
{
    const wks_verb *verb = call->verb;
    size_t n_words = 0;
    while (words[n_words] != NULL) {
        n_words++;
    }
    WKS_TRY(wks_arena_take(call->arena, verb->n_flags + 1, sizeof *out->flag_values,
                           &out->flag_values, err));
    WKS_TRY(wks_arena_take(call->arena, n_words + 1, sizeof *out->given, &out->given, err));
    WKS_TRY(wks_arena_take(call->arena, n_words + 1, sizeof *out->arguments, &out->arguments, err));
    for (int i = 0; words[i] != NULL; i++) {
        if (strncmp(words[i], "--", 2) == 0 && words[i][2] != 0) {
            WKS_TRY(read_flag(call, words, &i, out, err));
        } else {
            out->arguments[out->n_arguments++] = words[i];
        }
    }
    if (out->n_arguments < verb->least_arguments || out->n_arguments > verb->most_arguments) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("usage: wijkscan %s%s%s; see wijkscan %s --help",
                               "gebruik: wijkscan %s%s%s; zie wijkscan %s --help"),
                        name_of(call), verb->arguments[0] == 0 ? "" : " ", verb->arguments,
                        name_of(call));
    }
    return WKS_OK;
}

static int run_verb(const wks_verb *verb, char **words)
{
    wks_arena arena;
    wks_progress progress;
    wks_error error = {.code = WKS_OK};
    wks_arguments arguments = {0};
    wks_call call = {.verb = verb, .program = words[0], .arena = &arena, .progress = &progress};

    enum {
        MOST_BYTES = 2047
    };

    wks_arena_init(&arena, (size_t)MOST_BYTES << 20);
    wks_code code = read_arguments(&call, words + 2, &arguments, &error);
    wks_progress_init(&progress, call.is_quiet);
    if (code == WKS_OK) {
        code = verb->run(&call, &arguments, &error);
    }
    wks_progress_end(&progress);
    if (code != WKS_OK) {
        fprintf(stderr, "wijkscan: %s\n", error.text);
    }
    if (fflush(stdout) != 0 && code == WKS_OK) {
        fprintf(stderr, "wijkscan: %s\n",
                wks_tr("the output could not be written", "de uitvoer kon niet worden geschreven"));
        code = WKS_E_IO;
    }
    wks_arena_clear(&arena);
    return wks_code_exit_status(code);
}

static bool asks_help(char **words)
{
    for (; *words != NULL; words++) {
        if (strcmp(*words, "--help") == 0 || strcmp(*words, "-h") == 0) {
            return true;
        }
    }
    return false;
}

/* words[0] is the program, words[1] the verb. */
static int run_or_explain(const wks_verb *verb, char **words)
{
    if (asks_help(words + 2)) {
        print_verb_help(verb, stdout);
        return 0;
    }
    return run_verb(verb, words);
}

/* Verbs with a name before them: `wijkscan method rate`. */
typedef struct verb_group {
    const char *name;
    const wks_verb *(*find)(const char *name);
    void (*list)(wks_buffer *out);
    const char *word_english, *word_dutch; /* what its verbs are called in a usage line */
    const char *usage_english, *usage_dutch;
} verb_group;

static const wks_verb *find_among(const wks_verb *const *list, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(list[i]->name, name) == 0) {
            return list[i];
        }
    }
    return NULL;
}

static void list_all(const wks_verb *const *list, size_t n, wks_buffer *out)
{
    for (size_t i = 0; i < n; i++) {
        wks_buffer_printf(out, "  %-10s %s\n", list[i]->name,
                          in_language(list[i]->english, list[i]->dutch));
    }
}

static const wks_verb *find_gate_verb(const char *name)
{
    return find_among(gate_verbs, N_GATE_VERBS, name);
}

static void list_gate_verbs(wks_buffer *out)
{
    list_all(gate_verbs, N_GATE_VERBS, out);
}

static const wks_verb *find_export_verb(const char *name)
{
    return find_among(export_verbs, N_EXPORT_VERBS, name);
}

static void list_export_verbs(wks_buffer *out)
{
    list_all(export_verbs, N_EXPORT_VERBS, out);
}

static const wks_verb *find_account_verb(const char *name)
{
    return find_among(account_verbs, N_ACCOUNT_VERBS, name);
}

static void list_account_verbs(wks_buffer *out)
{
    list_all(account_verbs, N_ACCOUNT_VERBS, out);
}

static const verb_group groups[] = {
    {"method", wks_method_find, wks_method_list, "NAME", "NAAM", "NAME --data FILE [...]",
     "NAAM --data BESTAND [...]"},
    {"export", find_export_verb, list_export_verbs, "VERB", "WERKWOORD", "VERB [...]",
     "WERKWOORD [...]"},
    {"gate", find_gate_verb, list_gate_verbs, "VERB", "WERKWOORD", "VERB [...]", "WERKWOORD [...]"},
    {"account", find_account_verb, list_account_verbs, "VERB", "WERKWOORD", "VERB [...]",
     "WERKWOORD [...]"},
};

enum {
    N_GROUPS = sizeof groups / sizeof groups[0]
};

static void print_group(const verb_group *group, FILE *out)
{
    wks_buffer list = {0};
    group->list(&list);
    fprintf(out,
            wks_tr("usage: wijkscan %s %s\n\n%s\nwijkscan %s %s --help says more.\n",
                   "gebruik: wijkscan %s %s\n\n%s\nwijkscan %s %s --help zegt meer.\n"),
            group->name, in_language(group->usage_english, group->usage_dutch),
            list.bytes == NULL ? "" : list.bytes, group->name,
            in_language(group->word_english, group->word_dutch));
    wks_buffer_clear(&list);
}

/* `wijkscan method NAME ...`, `wijkscan gate VERB ...` */
static int run_group(const verb_group *group, char **words)
{
    const wks_verb *verb = words[2] == NULL ? NULL : group->find(words[2]);
    if (verb != NULL) {
        return run_or_explain(verb, words + 1);
    }
    if (asks_help(words + 2)) {
        print_group(group, stdout);
        return 0;
    }
    if (words[2] != NULL) {
        fprintf(stderr,
                wks_tr("wijkscan: there is no wijkscan %s %s; see wijkscan %s --help\n",
                       "wijkscan: er is geen wijkscan %s %s; zie wijkscan %s --help\n"),
                group->name, words[2], group->name);
    } else {
        print_group(group, stderr);
    }
    return wks_code_exit_status(WKS_E_ARGUMENT);
}

int main(int argc, char **argv)
{
    wks_process_forbid_core();
    wks_language_from_environment();
    if (argc < 2) {
        print_help(stderr);
        return wks_code_exit_status(WKS_E_ARGUMENT);
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("wijkscan %s\n", WKS_VERSION);
        return 0;
    }
    for (size_t i = 0; i < N_VERBS; i++) {
        if (strcmp(argv[1], verbs[i]->name) == 0) {
            return run_or_explain(verbs[i], argv);
        }
    }
    for (size_t i = 0; i < N_GROUPS; i++) {
        if (strcmp(argv[1], groups[i].name) == 0) {
            return run_group(&groups[i], argv);
        }
    }
    if (asks_help(argv + 1) || strcmp(argv[1], "help") == 0) {
        print_help(stdout);
        return 0;
    }
    fprintf(stderr,
            wks_tr("wijkscan: there is no verb %s; see wijkscan --help\n",
                   "wijkscan: er is geen werkwoord %s; zie wijkscan --help\n"),
            argv[1]);
    return wks_code_exit_status(WKS_E_ARGUMENT);
}
