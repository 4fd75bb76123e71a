"""breaches.py - each way round the gate, and who must notice that it is open.

SPDX-License-Identifier: EUPL-1.2
"""

from breach import Breach

GATE = "src/gate/gate.c"
VERDICT = "src/gate/gate_verdict.c"
SIGNAL = "src/gate/gate_signal.c"
TOLD = "src/gate/gate_question_told.c"
CELLS = "src/gate/gate_question_cells.c"
JOURNEY = "src/programs/wijkscan/journey.c"
JOURNEY_GATE = "src/programs/wijkscan/journey_gate.c"
POLICY = "src/programs/wijkscan/journey_policy.c"
RELEASE = "src/verify/release_check.c"
WITNESS = "src/verify/witness_check.c"
INSIDER = "src/verify/insider_check.c"
SIGN = "src/verify/release_sign.c"
WRITE = "src/public/picture/picture_write.c"

UNIT_GATE = "unit gate/test_gate"
UNIT_VERDICT = "unit gate/test_gate_verdict"
UNIT_SIGNAL = "unit gate/test_gate_signal"
UNIT_QUESTION = "unit gate/test_gate_question"
UNIT_RELEASE = "unit verify/test_release_check"
UNIT_WITNESS = "unit verify/test_witness_check"
UNIT_WRITE = "unit public/picture/test_picture_write"
REAL = "journey/test_gate.py RealDelivery"
FEW = "journey/test_gate.py RealDelivery.test_the_few_are_hidden_and_cannot_be_had_by_taking_away"
TWICE = "journey/test_releases.py Releases.test_a_second_choice_of_what_to_hide_does_not_undo_the_first"
GROWN = "journey/test_releases.py Releases.test_a_count_that_was_hidden_as_small_stays_uncertain_when_it_has_grown"
BORDERS = "journey/test_releases.py Releases.test_a_wijk_whose_border_moved_does_not_tell_who_lives_in_between"
LOST = "journey/test_releases.py Releases.test_without_what_was_hidden_then_there_is_no_second_release"
ENTERED = "journey/test_gate.py RealDelivery.test_the_ledger_holds_what_was_shown_and_nothing_that_is_hidden"
SHOWN = "journey/test_gate.py RealDelivery.test_show_refuses_what_was_changed_after_it_was_signed"
EXPORTED = "journey/test_export.py CommandLine.test_a_release_that_the_verifier_did_not_sign_is_not_handed_out"
LEDGER = "journey/test_gate.py RealDelivery.test_a_build_without_its_ledger_or_key_is_refused"
UNPOLICED = "journey/test_rules.py Rules.test_without_a_policy_the_minimum_of_ten_holds"
FORGED = "journey/test_verifier.py Forged"
CRASHES = "journey/test_canary.py Crashes"
POLICIES = "journey/test_rules.py Rules.test_its_numbers_are_held_to_and_its_name_is_told"
SEALED = "http/test_program.py Program.test_a_release_that_the_verifier_did_not_sign_is_not_shown"

LAYERS = [
    Breach("the picture sees what was measured", "layers", WRITE,
           '#include "public/picture/picture_write.h"\n',
           '#include "public/picture/picture_write.h"\n#include "private/measure/candidate.h"\n',
           says="public/picture may not include private/measure"),
    Breach("the picture sees what was measured, through the gate", "layers", WRITE,
           '#include "public/picture/picture_write.h"\n', '#include "public/picture/picture_write.h"\n#include "gate/gate.h"\n',
           says="public/picture sees private/measure through gate/gate.h"),
    Breach("differences see what was measured", "layers", "src/gaps/gaps.c",
           '#include "gaps/gaps.h"\n', '#include "gaps/gaps.h"\n#include "private/measure/candidate.h"\n',
           says="gaps may not include private/measure"),
    Breach("the server sees the vault", "layers", "src/programs/wijkscand/main.c",
           '#include "base/text.h"\n', '#include "base/text.h"\n#include "private/vault/question.h"\n',
           says="programs/wijkscand may not include private/vault"),
    Breach("the server sees the gate", "layers", "src/public/serve/release_cache.c",
           '#include "public/picture/picture_seal.h"\n', '#include "public/picture/picture_seal.h"\n#include "gate/released.h"\n',
           says="public/serve may not include gate"),
    Breach("the verifier sees the gate", "layers", RELEASE,
           '#include "cells/lines.h"\n', '#include "cells/lines.h"\n#include "gate/gate_question.h"\n',
           says="verify may not include gate"),
]  # fmt: skip

BUILDS = [
    Breach("a release is made beside the gate", "build", JOURNEY,
           "const wks_released *released = NULL;", "const wks_released *released = &(const wks_released){0};",
           says="wks_released"),
    Breach("the picture is given what was measured", "build", JOURNEY,
           "publication, released, arena,", "publication, &candidates, arena,",
           says="incompatible"),
    Breach("differences are worked out of what was measured", "build", JOURNEY,
           "const wks_gaps_input in = {.released = released,", "const wks_gaps_input in = {.released = &journey->catalogue,",
           says="incompatible"),
    Breach("the server opens the vault", "build", "src/programs/wijkscand/main.c",
           "    say_ready(serve, &given);\n",
           "    int wks_vault_open(const char *path);\n    wks_vault_open(given.serve.picture);\n    say_ready(serve, &given);\n",
           says="wks_vault_open"),
    Breach("what was measured is passed off as released", REAL, JOURNEY,
           "WKS_TRY(wks_gate_release(&rules, &candidates, arena, &released, &judged, err));",
           "judged = (wks_gate_report){0};\n    released = (const wks_released *)(const void *)&candidates;"),
    Breach("nobody asks what others tell of a count", FEW, JOURNEY,
           "WKS_TRY(wks_journey_gate_hide(gate, &candidates, &rules, err));",
           "if (candidates.n == 0) {\n        WKS_TRY(wks_journey_gate_hide(gate, &candidates, &rules, err));\n    }"),
    Breach("the pattern is not applied", FEW, JOURNEY_GATE,
           "is_hidden[i] = cell != WKS_GATE_NO_CELL && gate->pattern.is_hidden[cell];", "is_hidden[i] = cell == candidates->n;"),
    Breach("the suppressor is not asked", FEW, JOURNEY_GATE,
           "if (gate->question.n_primary == 0) {", "if (gate->question.n_primary < SIZE_MAX) {"),
    Breach("the verifier is not run on a release", FEW, JOURNEY_GATE,
           "WKS_TRY(wks_gate_run_program(&gate->run, WKS_GATE_VERIFIER, words, err));\n    return wks_seal_read(",
           "(void)words;\n    return wks_seal_read("),
    Breach("signals are worked out of what is hidden",
           "journey/test_canary.py Invented.test_signals_are_worked_out_of_what_is_shown", JOURNEY,
           "WKS_TRY(wks_gate_cover(rules, candidates, journey->call->arena, &covered.items, err));", "(void)rules;"),
    Breach("another key may stand beside the picture",
           "journey/test_gate.py RealDelivery.test_a_key_that_is_not_the_one_beside_the_picture_signs_nothing", JOURNEY_GATE,
           "return strcmp(shown.hex, gate->key.hex) == 0", "return shown.hex[0] != 0"),
    Breach("a key that is lost is made again", LEDGER, JOURNEY_GATE,
           "if (gate->ledger.n_entries > 0) {", "if (gate->ledger.n_entries == SIZE_MAX) {"),
    Breach("what was hidden is forgotten", GROWN, JOURNEY_GATE,
           "        WKS_TRY(wks_file_write(to, text.at, text.n, err));\n", "        (void)to;\n"),
    Breach("a decision that is lost is passed over", LOST, JOURNEY_GATE,
           "return gate->ledger.entries[entry].kind == WKS_LEDGER_KNOWN ? WKS_OK", "return entry < gate->ledger.n_entries ? WKS_OK"),
    Breach("the verifier is told of rules that are laxer than the region's", POLICIES, JOURNEY_GATE,
           ".minimum = gate->minimum,", ".minimum = WKS_TERMS_LEAST_MINIMUM,"),
    Breach("the verifier is not told of who is counted", UNPOLICED, JOURNEY_GATE, ".insiders = gate->insiders,", ".insiders = 0,"),
    Breach("who is counted is left out where there is no policy", UNPOLICED, POLICY,
           "policy == NULL ? WKS_MOST_INSIDERS : policy->insiders", "policy == NULL ? 0 : policy->insiders"),
    Breach("a policy's minimum is not taken", POLICIES, POLICY,
           "policy->minimum_persons > rules.minimum_persons", "policy->minimum_persons < rules.minimum_persons"),
    Breach("a pattern is believed without its proof", "journey/test_gate.py Believed",
           "src/programs/wijkscan/gate_run.c",
           "    return wks_gate_run_program(run, WKS_GATE_VERIFIER, check, err);", "    (void)check;\n    return WKS_OK;"),
]  # fmt: skip

RULES = [
    Breach("few persons are shown", UNIT_GATE, GATE,
           "    if (!(n_persons >= minimum)) {", "    if (!(n_persons >= 0)) {"),
    Breach("a number of persons that nobody knows is shown", UNIT_GATE, GATE,
           "    if (!(n_persons >= minimum)) {", "    if (n_persons < minimum) {"),
    Breach("few above the line are shown", UNIT_GATE, GATE, "return !(n_with >= minimum) ||", "return !(n_with >= 0) ||"),
    Breach("few below the line are shown", UNIT_GATE, GATE,
           "!(n_persons - n_with >= minimum);", "!(n_persons - n_with >= 0);"),
    Breach("few answers of a survey are shown", UNIT_GATE, GATE,
           "? rules->survey_minimum\n", "? rules->minimum_persons\n"),
    Breach("a small area is shown", UNIT_GATE, GATE,
           "           is_of_a_small_area(rules, candidates, candidate) ||\n",
           "           (candidates->n == 0 && is_of_a_small_area(rules, candidates, candidate)) ||\n"),
    Breach("a number of few providers is shown", UNIT_GATE, GATE,
           "           is_of_few_providers(rules, candidate) ||",
           "           (candidates->n == 0 && is_of_few_providers(rules, candidate)) ||"),
    Breach("an amount that one person has most of is shown", UNIT_GATE, GATE,
           "|| is_dominated(rules, candidate);", "|| (candidates->n == 0 && is_dominated(rules, candidate));"),
    Breach("rules below ten are taken", UNIT_GATE, GATE,
           "if (rules->minimum_persons < WKS_GATE_LEAST_MINIMUM) {", "if (rules->minimum_persons < 0) {"),
    Breach("a figure that is not public is taken for one", UNIT_GATE, GATE,
           "if (!is_count && candidate->source->is_public) {", "if (!is_count && candidate->source != NULL) {"),
    Breach("no rule hides a count", UNIT_GATE, GATE,
           "if (!is_count || wks_gate_hides(rules, candidates, candidate)) {", "if (!is_count) {"),
    Breach("a count passes of which nobody asked what others tell", UNIT_GATE, GATE,
           "        return WKS_DECISION_REFUSED;", "        return WKS_DECISION_ALLOWED;"),
    Breach("what the pattern hides is shown", UNIT_GATE, GATE,
           "rules->is_also_hidden[index] ? WKS_DECISION_HIDDEN", "rules->is_also_hidden[index] ? WKS_DECISION_ALLOWED"),
    Breach("a hidden number travels with its decision", UNIT_GATE, GATE,
           "        value.value = wks_value_empty(WKS_STATUS_HIDDEN);\n", "        value.value.status = WKS_STATUS_HIDDEN;\n"),
    Breach("a refused number travels with its decision", UNIT_GATE, GATE,
           "        value.value = wks_value_empty(WKS_STATUS_NOT_RELEASED);\n",
           "        value.value.status = WKS_STATUS_NOT_RELEASED;\n"),
    Breach("a number travels beside the reason for an empty", UNIT_GATE, GATE,
           "        value.value = wks_value_empty(candidate->value.status);\n", "        value.rows = NULL;\n"),
    Breach("a hidden number keeps its verdict", UNIT_VERDICT, GATE, "        value.verdict = NULL;\n"),
    Breach("what is worked out of numbers gets the hidden ones", UNIT_GATE, GATE,
           "            one->value = wks_value_empty(WKS_STATUS_HIDDEN);\n", ""),
    Breach("what is worked out of numbers gets the parts of hidden ones", UNIT_GATE, GATE,
           "            one->parts = (wks_parts){.kind = WKS_PARTS_NONE};\n", ""),
    Breach("verdicts are not judged", UNIT_VERDICT, VERDICT,
           "        WKS_TRY(judge_series(rules, &of, arena, err));\n",
           "        if (of.n == 0) {\n            WKS_TRY(judge_series(rules, &of, arena, err));\n        }\n"),
    Breach("a verdict leaves one hidden area alone", UNIT_VERDICT, VERDICT, "group->n_hidden == 1 ||", ""),
    Breach("a verdict leaves few hidden persons together", UNIT_VERDICT, VERDICT,
           "(group->n_hidden > 1 &&", "(group->n_hidden > SIZE_MAX - 1 &&"),
    Breach("a verdict tells of a whole that is hidden", UNIT_VERDICT, VERDICT,
           "return group->is_total_withheld || group->n_hidden == 1", "return group->n_hidden == 1"),
    Breach("a test counts verdicts that are hidden", UNIT_VERDICT, VERDICT,
           "    test->n_tested = n_tested;\n    test->n_flagged = n_flagged;\n", "    (void)n_flagged;\n"),
    Breach("a trend runs over a hidden year", UNIT_VERDICT, VERDICT,
           "                withhold(&found->trend);\n",
           "                if (found->area == NULL) {\n                    withhold(&found->trend);\n                }\n"),
    Breach("a signal tells of a need that is hidden", UNIT_SIGNAL, SIGNAL,
           "if (!passes(&values[signal->need_number]) || !passes(", "if (!passes("),
    Breach("a signal tells of a use that is hidden", UNIT_SIGNAL, SIGNAL,
           " || !passes(&values[signal->use_number])) {", ") {"),
    Breach("a ladder tells of a number that is hidden", UNIT_SIGNAL, SIGNAL, "(!passes(&values[rung->number]) ||", "("),
    Breach("a ladder tells of a verdict that is left out", UNIT_SIGNAL, SIGNAL,
           "         (compares &&", "         (compares && rung->number > candidates->n &&"),
    Breach("a model tells of persons of whom nothing passes", UNIT_SIGNAL, SIGNAL,
           "return model->indicator == NULL;", "return model->name != NULL;"),
    Breach("a list of signals stands of which nothing passes", UNIT_SIGNAL, SIGNAL,
           "out->n_lists += has_passing(list);", "out->n_lists += has_passing(list) || list->n > 0;"),
]  # fmt: skip

QUESTIONS = [
    Breach("a small count asks for nothing", UNIT_QUESTION, CELLS,
           "    } else if (count->is_small) {", "    } else if (count->is_small && own < 0) {"),
    Breach("a small count need not be large", UNIT_QUESTION, CELLS,
           "    cell->upper = own + 1 > least ? own + 1 : least;", "    cell->upper = own + 1;"),
    Breach("nearly everybody need not be fewer", UNIT_QUESTION, CELLS,
           "    if (all - own < least && all", "    if (all - own < 0 && all"),
    Breach("the ledger is not taken into the question", UNIT_QUESTION, TOLD,
           "if (strcmp(row->version, version) != 0) {", "if (strcmp(row->version, version) != 1000) {"),
    Breach("the verifier lets a question without the ledger pass", UNIT_RELEASE, RELEASE,
           "    WKS_TRY(check_ledger(of, err));\n",
           "    if (of->text == NULL) {\n        WKS_TRY(check_ledger(of, err));\n    }\n"),
    Breach("a delivery that was replaced is forgotten", GROWN, TOLD,
           "    WKS_TRY(take_old_versions(asking, table, version, work->arena, &old, &n_old, err));\n",
           "    WKS_TRY(take_old_versions(asking, table, version, work->arena, &old, &n_old, err));\n    n_old = 0;\n"),
    Breach("what did not change is something else in the next version", TWICE, "src/gate/gate_question_table.c",
           "t->n_links_before == 0 ? NULL : find_link(t, &link);", "t->n_links_before < SIZE_MAX ? NULL : find_link(t, &link);"),
    Breach("what was small need not stay uncertain", GROWN, TOLD, "        out->has_limits = true;\n"),
    Breach("wijken whose borders moved are shown", BORDERS, TOLD, "        count->is_small = true;\n", "        count->is_old = false;\n"),
    Breach("the question leaves out who is counted", FEW, "src/gate/gate_question_table.c",
           "    to->insiders = (size_t)work->asking->rules->insiders;\n"),
    Breach("two numbers of the same people ask what one of them asks", UNIT_QUESTION, CELLS,
           "    if (to->state != WKS_CELL_OPEN || more->state != WKS_CELL_OPEN) {", "    if (to->state != WKS_CELL_OPEN) {"),
]  # fmt: skip

VERIFIER = [
    Breach("the verifier does not add up the proofs of a release", FORGED, SIGN,
           "WKS_TRY(wks_witness_check(", "WKS_TRY(read->witnesses.n < SIZE_MAX ? WKS_OK : wks_witness_check("),
    Breach("the verifier does not look at the numbers of a release", FORGED, SIGN,
           "WKS_TRY(wks_release_check(&of, arena, &report->numbers, err));",
           "WKS_TRY(of.text != NULL ? WKS_OK : wks_release_check(&of, arena, &report->numbers, err));"),
    Breach("the verifier does not enter what it signs", ENTERED, SIGN,
           "numbers->new_rows, numbers->n_new, &out->ledger, err);", "numbers->new_rows, 0, &out->ledger, err);"),
    Breach("claims are believed", UNIT_RELEASE, RELEASE,
           "    WKS_TRY(check_claims(of, arena, err));\n",
           "    if (of->text == NULL) {\n        WKS_TRY(check_claims(of, arena, err));\n    }\n"),
    Breach("a question for nobody who is counted is taken", UNIT_RELEASE, RELEASE,
           "if (of->protection->insiders < (size_t)of->terms->insiders) {", "if (of->protection->insiders > WKS_MOST_INSIDERS) {"),
    Breach("a count without a cell is taken", UNIT_RELEASE, RELEASE, "if (claim->n_counted == 0) {", "if (claim->n_counted >= 0) {"),
    Breach("a claim may be of another count than its cell", UNIT_RELEASE, RELEASE,
           "if (cell->value != claim->n_counted) {", "if (cell->value < 0) {"),
    Breach("a small count without protection is taken", UNIT_RELEASE, RELEASE,
           "!is_protected(of->terms, claim, cell) &&", "!is_protected(of->terms, claim, cell) && cell->value < 0 &&"),
    Breach("few persons are small to nobody", UNIT_RELEASE, RELEASE,
           "    return claim->n_persons < terms->minimum ||", "    return claim->n_persons < 0 ||"),
    Breach("few above the line are small to nobody", UNIT_RELEASE, RELEASE,
           "claim->n_with < terms->minimum ||", "claim->n_with < 0 ||"),
    Breach("few below the line are small to nobody", UNIT_RELEASE, RELEASE,
           "claim->n_persons - claim->n_with < terms->minimum)", "claim->n_persons - claim->n_with < 0)"),
    Breach("a small count that was never told may be known", UNIT_RELEASE, RELEASE,
           "!(is_told[claim->cell] && cell->state", "!(claim->n_counted >= 0 && cell->state"),
    Breach("a count that was told may be left out", UNIT_RELEASE, RELEASE,
           "        if (name == NULL) {\n            return fail_row(row,",
           "        if (name == NULL) {\n            continue;\n        }\n        if (name->cell > of->protection->n_cells) {\n"
           "            return fail_row(row,"),
    Breach("a count that was told may be taken for unknown", UNIT_RELEASE, RELEASE,
           "if (cell->state != WKS_CELL_KNOWN || cell->lower < row->least", "if (cell->lower < row->least"),
    Breach("a reader may be taken to know less than was told", UNIT_RELEASE, RELEASE,
           " || cell->lower < row->least || cell->upper > row->most) {", ") {"),
    Breach("a number that nobody claims is signed", UNIT_RELEASE, RELEASE,
           "    if (claim == NULL) {\n        return fail_claim(",
           "    if (claim == NULL) {\n        return of->text != NULL ? WKS_OK : fail_claim("),
    Breach("another number than is claimed is signed", UNIT_RELEASE, RELEASE,
           "strcmp(words[FIRST_NUMBER] + 1, claim->value) != 0) {", "claim->value[0] == 0) {"),
    Breach("an interval is no number to the verifier", UNIT_RELEASE, RELEASE,
           "(i >= FIRST_NUMBER &&", "(i == FIRST_NUMBER &&"),
    Breach("a number that was not allowed is signed", UNIT_RELEASE, RELEASE,
           'if (strcmp(decision, "allowed") != 0) {', "if (decision[0] == 0) {"),
    Breach("a figure that is not marked as public is signed", UNIT_RELEASE, RELEASE,
           'return strcmp(decision, "public") == 0', "return decision[0] != 0"),
    Breach("a number of too few is signed", UNIT_RELEASE, RELEASE,
           "    if (is_small(of->terms, claim)) {\n        return fail_claim(",
           "    if (claim->n_persons < 0) {\n        return fail_claim("),
    Breach("a number that the pattern hides is signed", UNIT_RELEASE, RELEASE,
           "if (claim->cell != WKS_CLAIM_NO_CELL && !is_shown(of, claim->cell)) {",
           "if (claim->cell < of->protection->n_cells && of->protection->n_cells == 0) {"),
    Breach("what is shown is not entered", UNIT_RELEASE, RELEASE,
           "if (!is_shown(of, at) || wks_ledger_tells_number(", "if (is_shown(of, at) || wks_ledger_tells_number("),
    Breach("a proof may move what is shown", UNIT_WITNESS, WITNESS,
           "return c->pattern->is_hidden[cell] || moved == 0;", "return c->pattern->is_hidden[cell] || moved != 0;"),
    Breach("a proof may move what is known", UNIT_WITNESS, WITNESS,
           "return moved >= times * (of->lower - of->value) && moved", "return moved"),
    Breach("a proof may count fewer than nobody", UNIT_WITNESS, WITNESS,
           "is_possible = is_possible && w->times[i]", "is_possible = is_possible || w->times[i]"),
    Breach("a proof may stop short", UNIT_WITNESS, WITNESS, "(moved > 0 ? moved : -moved) < times * need) {", "times * need < 0) {"),
    Breach("a proof of parts of persons counts as whole", UNIT_WITNESS, WITNESS, "< times * need) {", "< need || times < 1) {"),
    Breach("a cell needs no proof", UNIT_WITNESS, WITNESS,
           "(is_asked[side] && !c->has_proof[2 * i + side]) ||", "(is_asked[side] && c->witnesses->n == 0) ||"),
    Breach("proofs may run over", UNIT_WITNESS, WITNESS,
           "        is_small(w, i) && w->times[i] >= 1", "        (w->n > 0 || is_small(w, i)) && w->times[i] >= 1"),
    Breach("a proof need not hold for who is counted", UNIT_WITNESS, WITNESS,
           "if (is_asked[side] && !wks_insider_check_is_served(",
           "if (is_asked[side] && c->witnesses->n == 0 && !wks_insider_check_is_served("),
    Breach("who is counted knows their own atom alone", UNIT_WITNESS, INSIDER,
           "k < p->first[i + 1]; k++) {\n            const uint32_t atom = p->member[k];\n            if (c->knower",
           "k < p->first[i]; k++) {\n            const uint32_t atom = p->member[k];\n            if (c->knower"),
    Breach("who is counted is excused from the least of others", UNIT_WITNESS, INSIDER,
           "is_in && p->cells[cell].lower == 0;", "p->cells[cell].lower == 0 || knows_any || !is_in;"),
    Breach("who is counted is taken to be moved by nothing", UNIT_WITNESS, INSIDER,
           "                c->is_touched[c->knower[h]] = true;\n", "                c->is_touched[c->knower[h]] = false;\n"),
]  # fmt: skip

SEALS = [
    Breach("a release is not sealed", UNIT_WRITE, WRITE,
           "        (code = seal(&publishing, err)) != WKS_OK) {",
           "        (report->n_values > 0 && (code = seal(&publishing, err)) != WKS_OK)) {"),
    Breach("a seal that does not fit is taken", UNIT_WRITE, WRITE,
           "    WKS_TRY(wks_seal_check(&made, sealer->key, &text, publishing->arena, NULL, err));\n"),
    Breach("the server takes a release without its seal", SEALED, "src/public/picture/picture_read.c",
           "    return wks_picture_seal_check(picture->db, release, key, err);",
           "    return release > 0 ? WKS_OK : wks_picture_seal_check(picture->db, release, key, err);"),
    Breach("a server that runs takes a new release without its seal", "unit public/serve/test_release_cache",
           "src/public/serve/release_cache.c",
           "    return wks_picture_read_check(cache->idle[0], cache->release.number, &store->key, err);",
           "    return cache->release.number > 1 ? WKS_OK\n"
           "                                     : wks_picture_read_check(cache->idle[0], cache->release.number, &store->key, err);"),
    Breach("wijkscan show takes a release without its seal", SHOWN,
           "src/public/picture/picture_show.c",
           "        code = check_seal(&show, path, err);", "        code = *n == 0 ? WKS_OK : check_seal(&show, path, err);"),
    Breach("wijkscan export takes a release without its seal", EXPORTED, "src/programs/wijkscan/export_open.c",
           "    return wks_picture_read_check(*picture, release->number, &key, err);",
           "    return release->number > 0 ? WKS_OK : wks_picture_read_check(*picture, release->number, &key, err);"),
    Breach("a table that leaves has a number where a cell is empty", "unit public/picture/test_picture_table",
           "src/public/picture/picture_table.c",
           "    if (wks_status_has_number(status)) {", "    if (wks_status_has_number(status) || code != NULL) {"),
    Breach("anybody's signature is taken", SEALED, "src/release/seal.c",
           "    if (!wks_signature_holds(", "    if (seal->statement[0] == 0 && !wks_signature_holds("),
    Breach("a signature of another release is taken", SEALED, "src/release/seal.c",
           "if (strcmp(said.release.hex, release->hex) != 0) {", "if (release->hex[0] == 0) {"),
]  # fmt: skip

FILES = [
    Breach("rules that ask less than ten are read", FORGED, "src/release/terms.c",
           "&lines, WKS_TERMS_LEAST_MINIMUM, WKS", "&lines, 0, WKS"),
    Breach("a file of another question is taken", FORGED, "src/cells/lines.c",
           "    return strcmp(read.hex, hash->hex) == 0\n", "    return read.hex[0] != hash->hex[64]\n"),
    Breach("a pattern may show what must be hidden", "unit cells/test_protection", "src/cells/protection.c",
           "state == WKS_CELL_PRIMARY || state == WKS_CELL_VIRTUAL,\n                                  state != WKS_CELL_KNOWN, &hidden",
           "0, state != WKS_CELL_KNOWN, &hidden"),
    Breach("an entry of the ledger may be changed", "unit release/test_ledger", "src/release/ledger.c",
           "if (strcmp(previous, wks_ledger_head(to)) != 0) {", "if (previous[0] == 0) {"),
    Breach("an entry of the ledger may be written in the past", "unit release/test_ledger", "src/release/ledger.c",
           "return strcmp(date, last) >= 0\n", "return strcmp(date, last) != 1000\n"),
    Breach("a release tells how many rows were delivered", UNIT_WRITE, WRITE,
           "if (source != NULL && source->is_public) {", "if (source != NULL) {"),
    Breach("a column of a release is not signed", UNIT_WRITE, "src/public/picture/text/verdict.sql", "verdict.difference, ", ""),
    Breach("rules are taken that a build cannot hold itself to",
           "journey/test_rules.py Rules.test_rules_that_a_build_cannot_hold_itself_to_are_named", POLICY,
           "    if (code == WKS_OK && names.n > 0) {", "    if (code == WKS_OK && names.n == SIZE_MAX) {"),
    Breach("a waiver is taken whose signatures nobody checked",
           "journey/test_rules.py Rules.test_a_waiver_whose_signatures_cannot_be_checked_is_refused", POLICY,
           "    WKS_TRY(wks_policy_check_waivers(policy, today, NULL, 0, err));\n", ""),
    Breach("a waiver is taken that somebody else signed", "unit model/test_policy", "src/model/policy_waiver.c",
           "        if (!wks_signature_holds(", "        if (text.n == 0 && !wks_signature_holds("),
    Breach("an interval of a small count is entered", "journey/test_known.py Known.test_an_interval_of_a_small_count_is_refused",
           "src/gate/gate_known.c", "if (count->is_small && published->least <", "if (count->is_small && published->least >"),
    Breach("others are believed against the vault",
           "journey/test_known.py Known.test_what_the_vault_counts_otherwise_is_refused_without_its_number",
           "src/gate/gate_known.c", "if (count->n < published->least || count->n > published->most) {", "if (count->n < 0) {"),
    Breach("others' counts are entered that leave a small one without protection",
           "journey/test_known.py Known.test_what_would_leave_a_small_count_without_protection_is_refused",
           "src/programs/wijkscan/verb_gate_know.c", "    if (question->n_primary == 0) {\n",
           "    if (question->n_primary < SIZE_MAX) {\n"),
]  # fmt: skip

CORES = [
    Breach(f"a crash of {program} writes memory to disk", CRASHES, f"src/programs/{program}/main.c", "    wks_process_forbid_core();\n")
    for program in ("wijkscan", "wijkscan-suppress", "wijkscan-verify")
]

ALL = LAYERS + BUILDS + RULES + QUESTIONS + VERIFIER + SEALS + FILES + CORES
