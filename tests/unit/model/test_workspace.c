/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "model/catalogue.h"
#include "model/workspace.h"
#include "workshop.h"

typedef struct bench {
    workshop shop;
    wks_arena arena;
    wks_error err;
    wks_workspace workspace;
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    workshop_open(&made.shop);
    wks_arena_init(&made.arena, 0);
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_language_set(WKS_ENGLISH);
    wks_arena_clear(&at->arena);
    workshop_close(&at->shop);
    return 0;
}

static wks_code read_text(bench *at, const char *text)
{
    workshop_write(&at->shop, "wijkscan.yaml", text);
    return wks_workspace_read(at->shop.folder, &at->arena, &at->workspace, &at->err);
}

static void reads_back_what_it_wrote(void **state)
{
    static const char *const gemeenten[] = {"GM0141", "GM0153"};
    static const wks_delivery_entry deliveries[] = {
        {.file = "leveringen/kwb \"2020\".csv", .source = "cbs-kwb", .period = "2020"},
        {.file = "kaart\\x.gpkg", .edition = 2022, .layer = "wijken: oost"}};
    static const wks_workspace given = {.region_code = "GG1106",
                                        .region_name = "Twente: oost",
                                        .gemeenten = gemeenten,
                                        .n_gemeenten = 2,
                                        .publisher = {.name = "GGD \"Oost\"",
                                                      .website = "https://ggd.example/x",
                                                      .email = "vragen@ggd.example"},
                                        .deliveries = deliveries,
                                        .n_deliveries = 2,
                                        .minimum_persons = 25};
    static const wks_language languages[] = {WKS_ENGLISH, WKS_DUTCH};
    bench *at = *state;
    for (size_t i = 0; i < 2; i++) {
        workshop_empty(at->shop.folder, false);
        wks_language_set(languages[i]);
        assert_int_equal(wks_workspace_write(at->shop.folder, &given, &at->err), WKS_OK);
        assert_int_equal(wks_workspace_read(at->shop.folder, &at->arena, &at->workspace, &at->err),
                         WKS_OK);
        const wks_workspace *got = &at->workspace;
        assert_string_equal(got->folder, at->shop.folder);
        assert_string_equal(got->region_code, "GG1106");
        assert_string_equal(got->region_name, "Twente: oost");
        assert_int_equal(got->n_gemeenten, 2);
        assert_string_equal(got->gemeenten[1], "GM0153");
        assert_string_equal(got->publisher.name, "GGD \"Oost\"");
        assert_string_equal(got->publisher.website, "https://ggd.example/x");
        assert_string_equal(got->publisher.email, "vragen@ggd.example");
        assert_int_equal(got->n_deliveries, 2);
        assert_string_equal(got->deliveries[0].file, deliveries[0].file);
        assert_string_equal(got->deliveries[0].period, "2020");
        assert_null(got->deliveries[0].layer);
        assert_string_equal(got->deliveries[1].file, deliveries[1].file);
        assert_null(got->deliveries[1].source);
        assert_int_equal(got->deliveries[1].edition, 2022);
        assert_string_equal(got->deliveries[1].layer, "wijken: oost");
        assert_int_equal(got->minimum_persons, 25);
        assert_true(wks_text_ends(got->vault_path, "/vault.duckdb"));
        assert_true(wks_text_ends(got->picture_path, "/picture.db"));
        assert_true(wks_text_ends(got->catalogue_path, "/catalogue"));
    }
}

static void writes_a_sample_that_reads_as_the_whole_country(void **state)
{
    static const wks_workspace nothing = {0};
    bench *at = *state;
    assert_int_equal(wks_workspace_write(at->shop.folder, &nothing, &at->err), WKS_OK);
    assert_int_equal(wks_workspace_read(at->shop.folder, &at->arena, &at->workspace, &at->err),
                     WKS_OK);
    assert_null(at->workspace.region_code);
    assert_int_equal(at->workspace.n_gemeenten, 0);
    assert_int_equal(at->workspace.n_deliveries, 0);
    assert_int_equal(at->workspace.minimum_persons, 10);
    assert_int_equal(wks_workspace_write(at->shop.folder, &nothing, &at->err), WKS_E_EXISTS);
    assert_non_null(strstr(at->err.text, "wijkscan.yaml: there is a workspace already"));
}

/* The sample names every key, so that nobody has to look for one. */
static void explains_every_key_in_the_sample(void **state)
{
    static const char *const keys[] = {
        "region:", "code",    "name",  "gemeenten",        "deliveries:", "file",    "source",
        "period",  "edition", "layer", "minimum_persons:", "publisher:",  "website", "email"};
    static const wks_workspace nothing = {0};
    bench *at = *state;
    char path[WORKSHOP_PATH_SIZE];
    wks_span text = {0};
    workshop_path(&at->shop, "wijkscan.yaml", path);
    assert_int_equal(wks_workspace_write(at->shop.folder, &nothing, &at->err), WKS_OK);
    assert_int_equal(wks_file_read(path, 0, &at->arena, &text, &at->err), WKS_OK);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        assert_non_null(strstr(text.at, keys[i]));
    }
}

static void makes_codes_canonical(void **state)
{
    bench *at = *state;
    assert_int_equal(read_text(at, "region: {code: gg1106, name: T, gemeenten: [\"gm0153  \"]}\n"),
                     WKS_OK);
    assert_string_equal(at->workspace.region_code, "GG1106");
    assert_string_equal(at->workspace.gemeenten[0], "GM0153");
}

static void says_how_to_make_a_workspace_where_there_is_none(void **state)
{
    bench *at = *state;
    assert_int_equal(wks_workspace_read("/nergens", &at->arena, &at->workspace, &at->err),
                     WKS_E_NOT_FOUND);
    assert_string_equal(at->err.text,
                        "/nergens/wijkscan.yaml: there is no workspace here; make one "
                        "with `wijkscan init /nergens`");
}

static void refuses_wrong_settings_with_their_place(void **state)
{
    static const struct {
        const char *text;
        const char *expected;
    } refusals[] = {
        {"publisher: {name: A, website: ggd.example}\n",
         "wijkscan.yaml: key 'website' of the publisher must be an address that starts with "
         "https://"},
        {"publisher: {name: A, website: \"https://a b\"}\n",
         "wijkscan.yaml: key 'website' of the publisher must be an address that starts with "
         "https://"},
        {"publisher: {name: A, email: \"@b\"}\n",
         "wijkscan.yaml: key 'email' of the publisher is no e-mail address"},
        {"publisher: {name: A, email: a}\n",
         "wijkscan.yaml: key 'email' of the publisher is no e-mail address"},
        {"region: {code: GG1106, name: T}\nleveringen: []\n",
         "wijkscan.yaml, line 2: unknown key 'leveringen'; expected one of: region, publisher, "
         "deliveries, "
         "minimum_persons, policy"},
        {"deliveries:\n- {file: a, jaar: 2020}\n",
         "wijkscan.yaml, line 2: unknown key 'jaar'; expected one of: file, source, period, "
         "edition, layer"},
        {"deliveries:\n- source: cbs-kwb\n", "wijkscan.yaml, line 2: key 'file' is missing"},
        {"region: {code: GG1106}\n", "wijkscan.yaml: key 'region' needs a code and a name"},
        {"region: {gemeenten: [GM0153]}\n",
         "wijkscan.yaml: key 'gemeenten' needs a region with a code and a name"},
        {"region: {code: GM0153, name: T}\n",
         "wijkscan.yaml: key 'code': 'GM0153' is no code of a regio"},
        {"region: {code: GG1106, name: T, gemeenten: [WK015301]}\n",
         "wijkscan.yaml: key 'gemeenten': 'WK015301' is no code of a gemeente"},
        {"region: {code: GG1106, name: T, gemeenten: [GM0153, gm0153]}\n",
         "wijkscan.yaml: key 'gemeenten': GM0153 is given twice"},
        {"deliveries: [{file: a.csv, period: 2020JJ00}]\n",
         "wijkscan.yaml: delivery 'a.csv': period '2020JJ00' must have four digits"},
        {"deliveries: [{file: a.csv, edition: 22}]\n",
         "wijkscan.yaml: delivery 'a.csv': edition 22 is no year"},
        {"minimum_persons: 9\n", "wijkscan.yaml: key 'minimum_persons' must be 10 or more"},
        {"minimum_persons: 10x\n",
         "wijkscan.yaml: key 'minimum_persons' must hold a whole number, not '10x'"},
        {"", "wijkscan.yaml: is empty"},
    };

    bench *at = *state;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        assert_int_equal(read_text(at, refusals[i].text), WKS_E_FORMAT);
        assert_string_equal(at->err.text + strlen(at->shop.folder) + 1, refusals[i].expected);
    }
}

static void reports_every_allocation_that_fails(void **state)
{
    bench *at = *state;
    workshop_write(&at->shop, "wijkscan.yaml",
                   "region: {code: GG1106, name: T, gemeenten: [GM0153]}\n"
                   "deliveries: [{file: a.csv, period: \"2020\"}]\n");
    for (size_t n = 1;; n++) {
        wks_arena_clear(&at->arena);
        wks_arena_fail_after(n);
        wks_code code = wks_workspace_read(at->shop.folder, &at->arena, &at->workspace, &at->err);
        wks_arena_fail_after(0);
        if (code == WKS_OK) {
            assert_true(n > 10);
            break;
        }
        assert_int_equal(code, WKS_E_MEMORY);
    }
}

static void reads_the_examples(void **state)
{
    static const struct {
        const char *folder;
        size_t n_gemeenten;
        size_t n_deliveries;
    } examples[] = {{"examples/twente", 14, 16}, {"examples/nederland", 0, 5}};

    bench *at = *state;
    const char *root = getenv("WKS_SOURCE");
    const char *shared = getenv("WKS_SHARED");
    wks_catalogue catalogue = {0};
    if (root == NULL) {
        print_message("WKS_SOURCE is not set\n");
        skip();
    }
    assert_int_equal(wks_catalogue_read(NULL, &at->arena, &catalogue, &at->err), WKS_OK);
    for (size_t i = 0; i < 2; i++) {
        char *folder = wks_file_join(&at->arena, root, examples[i].folder);
        assert_int_equal(wks_workspace_read(folder, &at->arena, &at->workspace, &at->err), WKS_OK);
        assert_int_equal(at->workspace.n_gemeenten, examples[i].n_gemeenten);
        assert_int_equal(at->workspace.n_deliveries, examples[i].n_deliveries);
        for (size_t k = 0; k < at->workspace.n_deliveries; k++) {
            const wks_delivery_entry *delivery = &at->workspace.deliveries[k];
            assert_non_null(wks_catalogue_source(&catalogue, delivery->source));
            if (shared != NULL && wks_file_is_folder(shared)) {
                assert_true(wks_file_exists(wks_file_join(&at->arena, folder, delivery->file)));
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(reads_back_what_it_wrote),
        CLAIM(writes_a_sample_that_reads_as_the_whole_country),
        CLAIM(explains_every_key_in_the_sample),
        CLAIM(makes_codes_canonical),
        CLAIM(says_how_to_make_a_workspace_where_there_is_none),
        CLAIM(refuses_wrong_settings_with_their_place),
        CLAIM(reports_every_allocation_that_fails),
        CLAIM(reads_the_examples),
    };
    return cmocka_run_group_tests_name("model/workspace", tests, NULL, NULL);
}
