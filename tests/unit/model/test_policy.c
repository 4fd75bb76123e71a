/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/arena.h"
#include "base/hash.h"
#include "base/language.h"
#include "base/signature.h"
#include "base/text.h"
#include "model/policy.h"
#include "workshop.h"

#define TODAY "2026-11-22"

typedef struct bench {
    workshop shop;
    char path[WORKSHOP_PATH_SIZE];
    wks_arena arena;
    wks_error err;
    wks_policy policy;
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    workshop_open(&made.shop);
    workshop_path(&made.shop, "p.yaml", made.path);
    wks_arena_init(&made.arena, 0);
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_language_set(WKS_ENGLISH);
    wks_arena_fail_after(0);
    wks_arena_clear(&at->arena);
    workshop_close(&at->shop);
    return 0;
}

static wks_code read_text(bench *at, const char *text)
{
    workshop_write(&at->shop, "p.yaml", text);
    return wks_policy_read(at->path, &at->arena, &at->policy, &at->err);
}

/* The message without the folder of the test. */
static const char *message(const bench *at)
{
    const char *name = strstr(at->err.text, "p.yaml");
    return name == NULL ? at->err.text : name;
}

#define HEAD "id: mine\nversion: \"3\"\nnl: Van mij\nen: Mine\nminimum_persons: 12\n"
#define BASIS "basis:\n- {rule: minimum_persons, source: a choice, confirmed: yes}\n"

static const char all_keys[] =
    HEAD "method: suppress\n"
         "minimum_providers: 3\n"
         "minimum_persons_per_provider: 2\n"
         "criterion: A\n"
         "insiders: 0\n"
         "zeros: structural\n"
         "difference_minimum: 11\n"
         "minimum_area_inhabitants: 60\n"
         "survey_minimum: 30\n"
         "dominance:\n"
         "- {n: 1, k_percent: 50}\n"
         "- {n: 2, k_percent: 90.5}\n"
         "p_percent: {p: 15, n: 2}\n"
         "range_percent: 20\n"
         "group:\n"
         "  most_percent: 92\n"
         "  least_percent: 8\n"
         "  others_below: 14\n"
         "  identifying: [gem, age]\n"
         "  sensitive: [care]\n"
         "forced: [\"gem=GM0153,sex=V\", T]\n" BASIS
         "- {rule: minimum_providers, source: x, confirmed: no}\n"
         "- {rule: minimum_persons_per_provider, source: x, confirmed: no}\n"
         "- {rule: difference_minimum, source: x, confirmed: no}\n"
         "- {rule: minimum_area_inhabitants, source: x, confirmed: no}\n"
         "- {rule: survey_minimum, source: x, confirmed: no}\n"
         "- {rule: dominance, source: x, confirmed: no}\n"
         "- {rule: p_percent, source: x, confirmed: no}\n"
         "- {rule: range_percent, source: x, confirmed: no}\n"
         "- {rule: group, source: x, confirmed: no}\n";

static void reads_every_key(void **state)
{
    bench *at = *state;
    assert_int_equal(read_text(at, all_keys), WKS_OK);
    const wks_policy *got = &at->policy;
    assert_string_equal(got->id, "mine");
    assert_string_equal(got->version, "3");
    assert_string_equal(got->dutch, "Van mij");
    assert_string_equal(got->english, "Mine");
    assert_int_equal(got->minimum_persons, 12);
    assert_int_equal(got->minimum_providers, 3);
    assert_int_equal(got->minimum_persons_per_provider, 2);
    assert_int_equal(got->criterion, WKS_POLICY_CRITERION_A);
    assert_int_equal(got->insiders, 0);
    assert_int_equal(got->zeros, WKS_POLICY_ZEROS_STRUCTURAL);
    assert_int_equal(got->difference_minimum, 11);
    assert_int_equal(got->minimum_area_inhabitants, 60);
    assert_int_equal(got->survey_minimum, 30);
    assert_int_equal(got->n_dominance, 2);
    assert_int_equal(got->dominance[1].n, 2);
    assert_true(got->dominance[1].k_percent == 90.5);
    assert_true(got->prior.p_percent == 15);
    assert_int_equal(got->prior.n_known, 2);
    assert_true(got->range_percent == 20);
    assert_true(got->group.is_given);
    assert_true(got->group.most_percent == 92);
    assert_true(got->group.least_percent == 8);
    assert_int_equal(got->group.others_below, 14);
    assert_int_equal(got->group.n_identifying, 2);
    assert_string_equal(got->group.identifying[1], "age");
    assert_int_equal(got->group.n_sensitive, 1);
    assert_string_equal(got->group.sensitive[0], "care");
    assert_int_equal(got->n_forced, 2);
    assert_string_equal(got->forced[0], "gem=GM0153,sex=V");
    assert_int_equal(got->n_basis, 10);
    assert_true(got->basis[0].is_confirmed);
    assert_false(got->basis[9].is_confirmed);
}

static void has_defaults_for_what_is_not_given(void **state)
{
    bench *at = *state;
    assert_int_equal(read_text(at, HEAD BASIS), WKS_OK);
    const wks_policy *got = &at->policy;
    assert_int_equal(got->method, WKS_POLICY_SUPPRESSES);
    assert_int_equal(got->criterion, WKS_POLICY_CRITERION_B);
    assert_int_equal(got->zeros, WKS_POLICY_ZEROS_PUBLISHED);
    assert_int_equal(got->insiders, 1);
    assert_true(got->range_percent == 10);
    assert_int_equal(got->difference_minimum, 0);
    assert_false(got->group.is_given);
    assert_int_equal(got->n_dominance, 0);
}

static void is_known_by_the_hash_of_its_bytes(void **state)
{
    bench *at = *state;
    wks_hash of_file;
    assert_int_equal(read_text(at, HEAD BASIS), WKS_OK);
    const wks_hash first = at->policy.hash;
    assert_int_equal(wks_hash_file(at->path, &of_file, &at->err), WKS_OK);
    assert_string_equal(first.hex, of_file.hex);
    assert_int_equal(read_text(at, HEAD BASIS "# a remark\n"), WKS_OK);
    assert_string_not_equal(first.hex, at->policy.hash.hex);
}

static void ships_the_dutch_norms(void **state)
{
    static const char *const ids[] = {"cbs", "ggd", "kennispunt", "vektis"};
    bench *at = *state;
    const char *list = NULL;
    assert_int_equal(wks_policy_list(&at->arena, &list, &at->err), WKS_OK);
    assert_string_equal(list, "cbs, ggd, kennispunt, vektis");
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        assert_int_equal(wks_policy_read(ids[i], &at->arena, &at->policy, &at->err), WKS_OK);
        assert_string_equal(at->policy.id, ids[i]);
        assert_int_equal(at->policy.minimum_persons, 10);
        assert_int_equal(at->policy.criterion, WKS_POLICY_CRITERION_B);
        assert_true(at->policy.group.most_percent == 90);
        assert_int_equal(at->policy.minimum_area_inhabitants, 50);
    }
    assert_int_equal(wks_policy_read("nix", &at->arena, &at->policy, &at->err), WKS_E_NOT_FOUND);
    assert_string_equal(at->err.text, "there is no policy 'nix'; there are: cbs, ggd, kennispunt, "
                                      "vektis, or give a file that ends in .yaml");
    assert_int_equal(wks_policy_read("/nergens/p.yaml", &at->arena, &at->policy, &at->err),
                     WKS_E_NOT_FOUND);
}

static void names_the_line_of_what_it_refuses(void **state)
{
    static const struct {
        const char *text;
        const char *said;
    } cases[] = {
        {HEAD "minimum_person: 5\n" BASIS,
         "p.yaml, line 6: unknown key 'minimum_person'; expected one of: id, version, nl, en, "},
        {HEAD "group: {most_percent: 90, least_percent: 10, least: 3}\n" BASIS,
         "p.yaml, line 6: unknown key 'least'; expected one of: most_percent, least_percent, "
         "others_below, identifying, sensitive"},
        {HEAD "zeros: gone\n" BASIS, "p.yaml, line 6: key 'zeros' cannot be 'gone'; expected one "
                                     "of: published, protected, structural"},
        {HEAD "method: noise\n" BASIS, "expected one of: suppress, round, cell_key"},
        {"id: mine\nversion: \"1\"\nnl: a\nen: b\nminimum_persons: 9\n" BASIS,
         "p.yaml, line 5: key 'minimum_persons' must hold a whole number from 10 to 1000000"},
        {"id: mine\nversion: \"1\"\nnl: a\nen: b\n" BASIS, "key 'minimum_persons' is missing"},
        {HEAD "insiders: 2\n" BASIS,
         "p.yaml, line 6: key 'insiders' must hold a whole number from 0"},
        {HEAD "insiders: x\n" BASIS,
         "p.yaml, line 6: key 'insiders' must hold a whole number from 0"},
        {HEAD "dominance:\n- {n: 1, k_percent: 50}\n- n: 0\n  k_percent: 50\n" BASIS,
         "p.yaml, line 8: key 'n' must hold a whole number from 1 to 8"},
        {HEAD "dominance:\n- n: 1\n  k_percent: 50\n- n: 1\n  k_percent: 101\n" BASIS,
         "p.yaml, line 10: key 'k_percent' must hold a percentage from 1 to 100"},
        {HEAD "p_percent:\n  p: 0\n  n: 1\n" BASIS,
         "p.yaml, line 7: key 'p' must hold a percentage from 1 to 100"},
        {HEAD "group:\n  least_percent: 10\n  most_percent: 40\n" BASIS,
         "p.yaml, line 8: key 'most_percent' must hold a percentage from 50 to 100"},
        {HEAD "method: round\n" BASIS, "expected 'rounding_base' with 'method: round'"},
        {HEAD "minimum_providers: 3\n" BASIS, "p.yaml, line 6: expected 'minimum_providers' and "},
        {HEAD "forced: [gem]\n" BASIS, "p.yaml, line 6: key 'forced': expected column=code"},
        {HEAD "forced: [\"gem=\"]\n" BASIS, "p.yaml, line 6: key 'forced': expected column=code"},
        {HEAD "difference_minimum: 10\n" BASIS,
         "p.yaml, line 7: expected in 'basis' exactly one entry for each rule that is given, and "
         "none for another: see 'difference_minimum'"},
        {HEAD BASIS "- {rule: group, source: x, confirmed: no}\n", "see 'group'"},
        {HEAD BASIS "- {rule: minimum_persons, source: x, confirmed: no}\n",
         "see 'minimum_persons'"},
        {HEAD BASIS "- {rule: nix, source: x, confirmed: no}\n",
         "key 'basis' names a rule that does not exist"},
        {"id: Mine!\nversion: \"1\"\nnl: a\nen: b\nminimum_persons: 10\n" BASIS,
         "p.yaml, line 1: an id holds small letters, digits and hyphens"},
    };

    bench *at = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(read_text(at, cases[i].text), WKS_E_FORMAT);
        if (strstr(message(at), cases[i].said) == NULL) {
            fail_msg("no \"%s\" in: %s", cases[i].said, message(at));
        }
    }
}

static void speaks_dutch(void **state)
{
    bench *at = *state;
    wks_language_set(WKS_DUTCH);
    assert_int_equal(read_text(at, HEAD "insiders: 2\n" BASIS), WKS_E_FORMAT);
    assert_string_equal(
        message(at), "p.yaml, regel 6: bij 'insiders' hoort een geheel getal van 0 tot en met 1");
}

/* ---- waivers --------------------------------------------------------------------------------- */

#define WAIVER(who, until)                                                                         \
    HEAD "waivers:\n- who: [" who "]\n  what: holding=12\n  until: \"" until                       \
         "\"\n  reason: consent\n  signatures: [a, b]\n" BASIS

static void refuses_a_waiver_that_two_persons_did_not_sign(void **state)
{
    static const struct {
        const char *text;
        const char *said;
    } cases[] = {
        {WAIVER("A. Jansen", "2027-01-01"), "p.yaml, line 7: a waiver is signed by two persons"},
        {WAIVER("A. Jansen, B, C", "2027-01-01"), "a waiver is signed by two persons"},
        {WAIVER("A. Jansen, a jansen", "2027-01-01"),
         "p.yaml, line 7: a waiver is signed by two different persons"},
        {WAIVER("A. Jansen, B. Smit", "2027-02-29"),
         "p.yaml, line 9: key 'until' must hold a day such as 2027-12-31, not '2027-02-29'"},
        {WAIVER("A. Jansen, B. Smit", "soon"), "key 'until' must hold a day"},
        {HEAD "waivers:\n- who: [A, B]\n  what: provider 12\n  until: \"2027-01-01\"\n"
              "  reason: consent\n  signatures: [a, b]\n" BASIS,
         "p.yaml, line 8: key 'what' must hold a column and a code such as holding=12"},
        {HEAD "waivers:\n- who: [A, B]\n  what: holding=12\n  until: \"2027-01-01\"\n"
              "  reason: \"x\\nwho C\"\n  signatures: [a, b]\n" BASIS,
         "all texts of a waiver one line"},
    };

    bench *at = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(read_text(at, cases[i].text), WKS_E_FORMAT);
        if (strstr(message(at), cases[i].said) == NULL) {
            fail_msg("no \"%s\" in: %s", cases[i].said, message(at));
        }
    }
}

static void sign(bench *at, const char *name, char *hex, wks_policy_signer *signer)
{
    char path[WORKSHOP_PATH_SIZE];
    wks_span text;
    wks_signature signature;
    workshop_path(&at->shop, name, path);
    if (wks_signature_make_key(path, &at->arena, &at->err) != WKS_OK) {
        assert_int_equal(at->err.code, WKS_E_EXISTS);
    }
    assert_int_equal(wks_policy_waiver_text(&at->policy, 0, &at->arena, &text, &at->err), WKS_OK);
    assert_int_equal(wks_signature_make(path, text.at, text.n, &signature, &signer->key, &at->err),
                     WKS_OK);
    memcpy(hex, signature.hex, sizeof signature.hex);
}

#define SIGNED(until, reason, by_a, by_b)                                                          \
    "%swaivers:\n- who: [A. Jansen, B. Smit]\n  what: holding=12\n  until: \"%s\"\n"               \
    "  reason: %s\n  signatures: [%s, %s]\n%s",                                                    \
        HEAD, until, reason, by_a, by_b, BASIS

static void assert_counts_no_waiver(bench *at, const char *text, const wks_policy_signer *signers,
                                    size_t n, const char *said)
{
    assert_int_equal(read_text(at, text), WKS_OK);
    assert_int_equal(wks_policy_check_waivers(&at->policy, TODAY, signers, n, &at->err),
                     WKS_E_REFUSED);
    assert_string_equal(message(at), said);
}

#define NO_WAIVER "p.yaml: the waiver 'holding=12' does not count: "

static void counts_a_waiver_that_two_signed_and_no_other(void **state)
{
    static const char draft[] = WAIVER("A. Jansen, B. Smit", "2028-02-29");
    static const char no_a[] = NO_WAIVER "A. Jansen did not sign this";
    bench *at = *state;
    wks_policy_signer signers[] = {{.name = "a jansen"}, {.name = "B. Smit"}};
    char by_a[129];
    char by_b[129];
    char text[2048];
    assert_int_equal(read_text(at, draft), WKS_OK);
    sign(at, "a", by_a, &signers[0]);
    sign(at, "b", by_b, &signers[1]);
    assert_counts_no_waiver(at, draft, signers, 2, no_a);
    snprintf(text, sizeof text, SIGNED("2028-02-29", "consent", by_a, by_b));
    assert_int_equal(read_text(at, text), WKS_OK);
    assert_int_equal(wks_policy_check_waivers(&at->policy, TODAY, signers, 2, &at->err), WKS_OK);
    /* one of them is no signer; each signed for the other; both are one key */
    assert_counts_no_waiver(at, text, signers, 1,
                            NO_WAIVER "B. Smit is none of the signers (--signers)");
    snprintf(text, sizeof text, SIGNED("2028-02-29", "consent", by_b, by_a));
    assert_counts_no_waiver(at, text, signers, 2, no_a);
    snprintf(text, sizeof text, SIGNED("2028-02-29", "consent", by_a, by_a));
    const wks_policy_signer same[] = {signers[0], {.name = "B. Smit", .key = signers[0].key}};
    assert_counts_no_waiver(at, text, same, 2, NO_WAIVER "B. Smit has the key of the other");
    /* something else than was signed, and too late */
    snprintf(text, sizeof text, SIGNED("2029-02-28", "consent", by_a, by_b));
    assert_counts_no_waiver(at, text, signers, 2, no_a);
    snprintf(text, sizeof text, SIGNED("2028-02-29", "none", by_a, by_b));
    assert_counts_no_waiver(at, text, signers, 2, no_a);
    assert_counts_no_waiver(at, WAIVER("A. Jansen, B. Smit", "2026-11-21"), signers, 2,
                            "p.yaml: the waiver 'holding=12' ended on 2026-11-21");
    assert_int_equal(read_text(at, HEAD BASIS), WKS_OK);
    assert_int_equal(wks_policy_check_waivers(&at->policy, TODAY, NULL, 0, &at->err), WKS_OK);
}

static void survives_want_of_memory(void **state)
{
    bench *at = *state;
    wks_code code = WKS_E_MEMORY;
    workshop_write(&at->shop, "p.yaml", all_keys);
    for (size_t n = 1; code != WKS_OK; n++) {
        assert_true(n < 1000);
        wks_arena_clear(&at->arena);
        wks_arena_fail_after(n);
        code = wks_policy_read(at->path, &at->arena, &at->policy, &at->err);
        wks_arena_fail_after(0);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_every_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(has_defaults_for_what_is_not_given, set_up, tear_down),
        cmocka_unit_test_setup_teardown(is_known_by_the_hash_of_its_bytes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ships_the_dutch_norms, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_the_line_of_what_it_refuses, set_up, tear_down),
        cmocka_unit_test_setup_teardown(speaks_dutch, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_waiver_that_two_persons_did_not_sign, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(counts_a_waiver_that_two_signed_and_no_other, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(survives_want_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
