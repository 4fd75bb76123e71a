/* SPDX-License-Identifier: EUPL-1.2 */
#include "picture_bench.h"

static int set_up(void **state)
{
    static picture_bench made;
    bench_open(&made);
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench_close(*state);
    return 0;
}

/* "value status decision" of an area in a series of the newest release. */
static const char *value_of(picture_bench *at, const char *area, const char *period)
{
    char sql[700];
    snprintf(sql, sizeof sql,
             "SELECT coalesce(v.value, 'leeg') || ' ' || v.status || ' ' || v.decision || ' ' || "
             "coalesce(v.rows, '-') FROM value v JOIN series s ON s.number = v.series "
             "JOIN area a ON a.release = s.release AND a.number = v.area WHERE s.release = (SELECT "
             "max(number) FROM release) AND s.indicator = 1 AND a.code = '%s' AND s.period = '%s'",
             area, period);
    return bench_ask(at, sql);
}

static void gives_every_area_a_row_with_a_number_or_a_reason(void **state)
{
    picture_bench *at = *state;
    bench_must_publish(at, bench_usual(at, 10));
    assert_true(at->report.is_new);
    assert_int_equal(strlen(at->report.id), 16);
    assert_string_equal(value_of(at, "NL00", "2020"), "50.0 ok public 2 3");
    assert_string_equal(value_of(at, "GM0001", "2020"), "10.0 ok public 2 3");
    assert_string_equal(value_of(at, "GM0002", "2020"), "leeg not_delivered none -");
    assert_string_equal(value_of(at, "GM0003", "2020"), "leeg boundary none -");
    assert_string_equal(value_of(at, "GM0001", "2022"), "leeg hidden none -");
    assert_string_equal(value_of(at, "GM0002", "2022"), "leeg boundary none -");
    assert_string_equal(value_of(at, "GM0003", "2022"), "12.5 ok public 2 3");
    assert_string_equal(value_of(at, "GM0009", "2022"), "");
    assert_string_equal(bench_ask(at, "SELECT count(*) FROM series s JOIN area a ON a.release = "
                                      "s.release AND a.level = s.level"),
                        "9");
    assert_string_equal(bench_ask(at, "SELECT count(*) FROM value"), "9");
    assert_int_equal(at->report.n_values, 9);
    assert_string_equal(bench_ask(at, "SELECT lower || ' ' || upper FROM value WHERE value = 10"),
                        "9.0 11.0");
}

static void describes_what_it_publishes(void **state)
{
    picture_bench *at = *state;
    bench_must_publish(at, bench_usual(at, 10));
    assert_string_equal(bench_ask(at, "SELECT id FROM release"), at->report.id);
    assert_string_equal(bench_ask(at, "SELECT released_on || is_invented || region_code || "
                                      "region_name || inputs FROM release"),
                        "2026-11-210GG0001Regioeen");
    assert_string_equal(bench_ask(at, "SELECT group_concat(code, ' ') FROM (SELECT code FROM area "
                                      "ORDER BY number)"),
                        "NL00 GG0001 GM0001 GM0002 GM0003 WK000101");
    assert_string_equal(
        bench_ask(at, "SELECT name || editions || is_on_map || parent FROM area WHERE code = "
                      "'GM0001'"),
        "Oost2020,20221GG0001");
    assert_string_equal(
        bench_ask(at, "SELECT name || editions || is_on_map FROM area WHERE code = 'GM0002'"),
        "'s-Gravenhage20200");
    assert_string_equal(bench_ask(at, "SELECT group_concat(id) FROM theme"), "zorg");
    assert_string_equal(bench_ask(at, "SELECT group_concat(id) FROM source"), "open");
    assert_string_equal(bench_ask(at, "SELECT group_concat(id) FROM (SELECT id FROM indicator "
                                      "ORDER BY number)"),
                        "proef,ander");
    assert_string_equal(bench_ask(at, "SELECT group_concat(id) FROM breakdown WHERE indicator = 1"),
                        "totaal,65+");
    assert_string_equal(bench_ask(at, "SELECT period FROM break"), "2022");
    assert_string_equal(bench_ask(at, "SELECT topojson FROM map"), "{\"type\":\"Topology\"}");
    assert_string_equal(bench_ask(at, "SELECT n_unknown FROM delivery WHERE number = 2"), "1");
    assert_string_equal(bench_ask(at, "SELECT group_concat(release || position || dutch || "
                                      "english) FROM gate_rule"),
                        "11Onder 10 verborgen.Hidden under 10.,12Openbaar mag.Public passes.");
    assert_string_equal(bench_ask(at, "SELECT count(*) FROM seal"), "1");
}

/* Those of others would tell, with what is shown of them, what is hidden of them. */
static void tells_of_public_sources_alone_how_many_rows_were_delivered(void **state)
{
    picture_bench *at = *state;
    wks_source sources[] = {bench_sources[0], bench_sources[1]};
    wks_catalogue catalogue = bench_catalogue;
    sources[0].is_public = false;
    catalogue.sources = sources;
    bench_must_publish(at, bench_usual(at, 10));
    at->publication.catalogue = &catalogue;
    bench_must_publish(at, bench_usual(at, 11));
    assert_string_equal(bench_ask(at, "SELECT group_concat(n_rows || ' ' || n_unknown) FROM "
                                      "delivery WHERE release = 1"),
                        "3 0,3 1");
    assert_string_equal(bench_ask(at, "SELECT count(*) FROM delivery WHERE release = 2 AND n_rows "
                                      "IS NULL AND n_unknown IS NULL"),
                        "2");
}

static void publishes_the_same_only_once_and_under_the_same_id(void **state)
{
    picture_bench *at = *state;
    char first[17];
    bench_must_publish(at, bench_usual(at, 10));
    memcpy(first, at->report.id, sizeof first);
    at->publication.released_on = "2026-11-22"; /* the date is no part of what it says */
    bench_must_publish(at, bench_usual(at, 10));
    assert_false(at->report.is_new);
    assert_string_equal(at->report.id, first);
    assert_string_equal(bench_ask(at, "SELECT count(*) FROM release"), "1");
    unlink(at->path);
    bench_must_publish(at, bench_usual(at, 10));
    assert_true(at->report.is_new);
    assert_string_equal(at->report.id, first);
}

static void keeps_an_older_release_as_it_was(void **state)
{
    picture_bench *at = *state;
    char first[17];
    bench_must_publish(at, bench_usual(at, 10));
    memcpy(first, at->report.id, sizeof first);
    bench_must_publish(at, bench_usual(at, 11));
    assert_true(at->report.is_new);
    assert_string_not_equal(at->report.id, first);
    assert_string_equal(value_of(at, "GM0001", "2020"), "11.0 ok public 2 3");
    assert_string_equal(bench_ask(at, "SELECT group_concat(value) FROM value v JOIN series s ON "
                                      "s.number = v.series WHERE s.release = 1 AND s.level = "
                                      "'gemeente' AND s.period = '2020'"),
                        "10.0");
    assert_string_equal(bench_ask(at, "SELECT count(*) FROM value"), "18");
}

/* A setting that is changed and changed back makes again what an older release already says. */
static void goes_back_to_what_an_older_release_says(void **state)
{
    picture_bench *at = *state;
    char ids[5][17];
    static const double values[] = {10, 11, 10, 11, 10};
    for (size_t i = 0; i < 5; i++) {
        bench_must_publish(at, bench_usual(at, values[i]));
        assert_true(at->report.is_new);
        memcpy(ids[i], at->report.id, sizeof ids[i]);
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(ids[i], ids[k]);
        }
        bench_must_publish(at, bench_usual(at, values[i]));
        assert_false(at->report.is_new);
        assert_string_equal(at->report.id, ids[i]);
    }
    assert_string_equal(value_of(at, "GM0001", "2020"), "10.0 ok public 2 3");
}

static void tells_apart_whatever_a_reader_can_see(void **state)
{
    picture_bench *at = *state;
    char last[17] = "";
    for (int i = 0; i < 7; i++) {
        static const wks_publish_map other[] = {
            {WKS_LEVEL_GEMEENTE, 2022, "{\"type\":\"Other\"}", bench_codes, NULL, 2}};
        wks_candidate one = bench_figure("GM0001", WKS_LEVEL_GEMEENTE, "2020", 1, 10);
        one.value.upper += i == 1;
        one.value.status = i == 2 ? WKS_STATUS_ESTIMATE : WKS_STATUS_OK;
        one.breakdown = i == 3;
        at->publication.inputs = i == 4 ? "twee" : "een";
        at->publication.maps = i == 5 ? other : bench_maps;
        at->publication.n_rules = i == 6 ? 1 : 2;
        bench_must_publish(at, bench_release(at, &one, 1));
        assert_true(at->report.is_new);
        assert_string_not_equal(at->report.id, last);
        memcpy(last, at->report.id, sizeof last);
    }
}

/* Every table of a release, not only its numbers. */
static void refuses_to_change_or_remove_a_row_of_a_release(void **state)
{
    picture_bench *at = *state;

    static const struct {
        const char *table, *column;
    } tables[] = {
        {"release", "id"},        {"value", "value"},    {"series", "period"},
        {"area", "name"},         {"indicator", "unit"}, {"breakdown", "dutch"},
        {"break", "dutch"},       {"source", "owner"},   {"delivery", "file"},
        {"class_bound", "bound"}, {"map", "topojson"},   {"theme", "dutch"},
        {"gate_rule", "dutch"},   {"seal", "signature"}, {"border", "rd"},
        {"publisher", "name"},
    };

    wks_db *db = NULL;
    wks_candidate list[10];
    char codes[10][16];
    wks_area areas[10];
    for (size_t i = 0; i < 10; i++) {
        snprintf(codes[i], sizeof codes[i], "GM010%zu", i);
        list[i] = bench_figure(codes[i], WKS_LEVEL_GEMEENTE, "2022", 2, (double)i);
        areas[i] = (wks_area){codes[i], codes[i], NULL, WKS_LEVEL_GEMEENTE, 2022};
    }
    at->publication.areas = areas;
    at->publication.n_areas = 10;
    static const char *const drawn[] = {"GM0100", "GM0999"};
    static const wks_publish_map map[] = {
        {WKS_LEVEL_GEMEENTE, 2022, "{}", drawn, bench_borders, 2}};
    at->publication.maps = map;
    bench_must_publish(at, bench_release(at, list, 10));
    assert_int_equal(wks_db_open(at->path, WKS_DB_WRITE, &db, &at->err), WKS_OK);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        char sql[200];
        snprintf(sql, sizeof sql, "SELECT count(*) > 0 FROM %s", tables[i].table);
        assert_string_equal(bench_ask(at, sql), "1");
        snprintf(sql, sizeof sql, "UPDATE %s SET %s = %s", tables[i].table, tables[i].column,
                 tables[i].column);
        assert_int_equal(wks_db_run(db, sql, &at->err), WKS_E_STORE);
        assert_non_null(strstr(at->err.text, "a release never changes"));
        snprintf(sql, sizeof sql, "DELETE FROM %s", tables[i].table);
        assert_int_equal(wks_db_run(db, sql, &at->err), WKS_E_STORE);
        assert_non_null(strstr(at->err.text, "a release never changes"));
    }
    wks_db_close(db);
}

static wks_code refuse(void *context, wks_seal *out, wks_error *err)
{
    (void)context;
    (void)out;
    return wks_fail(err, WKS_E_REFUSED, "a small count is not protected");
}

static wks_code sign_something_else(void *context, wks_seal *out, wks_error *err)
{
    const seal_fixture *of = context;
    wks_hash other;
    (void)err;
    memset(other.hex, 'a', 64);
    other.hex[64] = 0;
    *out = seal_of(&other, of->secret, of->arena);
    return WKS_OK;
}

static void publishes_nothing_without_a_seal_of_the_key_over_all_of_it(void **state)
{
    picture_bench *at = *state;
    wks_public_key stranger = at->verifier.key;
    stranger.hex[0] = stranger.hex[0] == '0' ? '1' : '0';
    for (int i = 0; i < 3; i++) {
        at->publication.sealer.make = i == 0   ? refuse
                                      : i == 1 ? sign_something_else
                                               : seal_anything;
        at->publication.sealer.key = i == 2 ? &stranger : &at->verifier.key;
        assert_int_equal(bench_publish(at, bench_usual(at, 1)), WKS_E_REFUSED);
        assert_string_equal(bench_ask(at, "SELECT count(*) FROM release"), "0");
        assert_string_equal(bench_ask(at, "SELECT count(*) FROM value"), "0");
    }
}

/* What is in no text could be changed after it was signed.  A number that only says where a row
 * stands among those of other releases may be left out. */
static void signs_every_column_of_every_table(void **state)
{
    picture_bench *at = *state;
    bench_must_publish(at, bench_usual(at, 1));
    const char *left_out = bench_ask(
        at, "SELECT group_concat(t.name || '.' || c.name) FROM sqlite_master t, "
            "pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT IN ('seal', "
            "'migration') AND c.name NOT IN ('release', 'series')");
    char *names = wks_arena_text(&at->arena, left_out);
    size_t n = 0;
    for (char *name = strtok(names, ","); name != NULL; name = strtok(NULL, ",")) {
        char *column = strchr(name, '.');
        *column++ = 0;
        char path[WORKSHOP_PATH_SIZE];
        wks_span text;
        /* columns of series stand in the text of whatever lies under it */
        const char *table = strcmp(name, "series") == 0 ? "value" : name;
        if (strcmp(name, "series") == 0 && strcmp(column, "number") == 0) {
            continue;
        }
        snprintf(path, sizeof path, "%s/src/public/picture/text/%s.sql", getenv("WKS_SOURCE"),
                 table);
        assert_int_equal(wks_file_read(path, 0, &at->arena, &text, &at->err), WKS_OK);
        const char *sql = wks_arena_text_n(&at->arena, text.at, text.n);
        /* of a value the words stand for the numbers: the area's code, the indicator's id */
        const char *wanted =
            strcmp(table, "value") == 0 && strcmp(column, "indicator") == 0   ? "indicator.id"
            : strcmp(table, "value") == 0 && strcmp(column, "breakdown") == 0 ? "breakdown.id"
            : strcmp(table, "value") == 0 && strcmp(column, "area") == 0      ? "area.code"
                                                                              : column;
        if (strstr(strstr(sql, "SELECT"), wanted) == NULL) {
            fail_msg("%s.%s is not signed", table, column);
        }
        n++;
    }
    assert_true(n > 100);
}

/* Two gemeenten of 2022 with a verdict, one of them not among the areas; a level without any. */
static void writes_what_is_said_of_values(void **state)
{
    picture_bench *at = *state;
    const wks_verdict verdict = {.against = "GG0001",
                                 .reference = 10,
                                 .difference = 2.5,
                                 .lower = 1,
                                 .upper = 4,
                                 .p_higher = 0.99,
                                 .label = WKS_VERDICT_HIGHER};
    wks_candidate list[] = {bench_figure("GM0003", WKS_LEVEL_GEMEENTE, "2022", 2, 12.5),
                            bench_figure("GM0009", WKS_LEVEL_GEMEENTE, "2022", 2, 99),
                            bench_figure("WK000101", WKS_LEVEL_WIJK, "2022", 2, 7)};
    wks_candidate_test tests[] = {
        {.indicator = &bench_indicators[0],
         .level = WKS_LEVEL_GEMEENTE,
         .period = "2022",
         .test = {.against = WKS_AGAINST_REGIO, .expected_by_chance = 0.5, .n_tested = 2}},
        {.indicator = &bench_indicators[0],
         .level = WKS_LEVEL_WIJK,
         .period = "2022",
         .test = {.expected_by_chance = NAN, .reason = WKS_WHY_NO_INTERVAL, .note = "Zo maar."}}};
    wks_candidate_trend trends[] = {
        {.indicator = &bench_indicators[0],
         .level = WKS_LEVEL_GEMEENTE,
         .area = "GM0003",
         .trend = {"2018", "2022", 5, 0.5, 0.25, 0.75, WKS_MOVEMENT_RISING, WKS_WHY_NONE}},
        {.indicator = &bench_indicators[0],
         .level = WKS_LEVEL_GEMEENTE,
         .area = "GM0009",
         .trend = {"2018", "2022", 5, 0.5, 0.25, 0.75, WKS_MOVEMENT_RISING, WKS_WHY_NONE}},
        {.indicator = &bench_indicators[0],
         .level = WKS_LEVEL_WIJK,
         .trend = {NULL, NULL, 0, NAN, NAN, NAN, WKS_MOVEMENT_NONE, WKS_WHY_NOT_TRENDABLE}}};
    list[0].verdict = list[1].verdict = &verdict;
    list[0].method = WKS_METHOD_WILSON;
    list[0].flags = WKS_FLAG_SMALL_N | WKS_FLAG_ROUNDED;
    const wks_candidates candidates = {
        .items = list, .n = 3, .tests = tests, .n_tests = 2, .trends = trends, .n_trends = 3};
    const wks_gate_rules rules = {.minimum_persons = 10};
    const wks_released *released = NULL;
    wks_gate_report report;
    assert_int_equal(
        wks_gate_release(&rules, &candidates, &at->arena, &released, &report, &at->err), WKS_OK);
    bench_must_publish(at, released);
    assert_string_equal(
        bench_ask(at, "SELECT group_concat(method || ' ' || flags) FROM value WHERE flags <> ''"),
        "wilson small_n rounded");
    assert_string_equal(
        bench_ask(at, "SELECT group_concat(a.code || v.against || v.reference || '|' || "
                      "v.difference || '|' || v.lower || '|' || v.upper || '|' || v.p_higher || "
                      "v.label) FROM verdict v JOIN area a ON a.number = v.area"),
        "GM0003GG000110.0|2.5|1.0|4.0|0.99higher");
    assert_string_equal(bench_ask(at, "SELECT group_concat(against || rule || n_tested || "
                                      "n_flagged || coalesce(reason, '') || coalesce(note, '')) "
                                      "FROM series_test ORDER BY series"),
                        "regioposterior22,gemeenteposterior00no_intervalZo maar.");
    assert_string_equal(bench_ask(at, "SELECT group_concat(a.code || t.from_period || t.to_period "
                                      "|| t.n_periods || t.per_year || t.label) FROM trend t "
                                      "JOIN area a ON a.number = t.area"),
                        "GM00032018202250.5rising");
    assert_string_equal(bench_ask(at, "SELECT group_concat(level || n_tested || n_moving || "
                                      "coalesce(reason, '')) FROM trend_test"),
                        "gemeente22,wijk00not_trendable");
}

static void has_the_schema_that_was_agreed(void **state)
{
    picture_bench *at = *state;
    char path[1024];
    const char *root = getenv("WKS_SOURCE");
    wks_span expected = {0};
    if (root == NULL) {
        print_message("WKS_SOURCE is not set\n");
        skip();
    }
    bench_must_publish(at, bench_usual(at, 10));
    const char *schema =
        bench_ask(at, "SELECT group_concat(sql || ';', char(10)) || char(10) FROM (SELECT sql FROM "
                      "sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name)");
    snprintf(path, sizeof path, "%s/tests/data/schema/picture.expected", root);
    if (getenv("WKS_WRITE_EXPECTED") != NULL) {
        assert_int_equal(wks_file_write(path, schema, strlen(schema), &at->err), WKS_OK);
    }
    assert_int_equal(wks_file_read(path, 0, &at->arena, &expected, &at->err), WKS_OK);
    assert_string_equal(schema, expected.at);
}

/* Every allocation in turn: the picture keeps what it had, and no part of the new. */
static void keeps_the_old_release_when_publishing_fails_half_way(void **state)
{
    picture_bench *at = *state;
    bench_must_publish(at, bench_usual(at, 10));
    const wks_released *next = bench_usual(at, 11);
    for (size_t n = 1;; n++) {
        wks_arena_fail_after(n);
        const wks_code code = bench_publish(at, next);
        wks_arena_fail_after(0);
        if (code == WKS_OK) {
            assert_true(n > 3);
            break;
        }
        assert_int_equal(code, WKS_E_MEMORY);
        assert_non_null(strstr(at->err.text, "picture.db: "));
        assert_string_equal(bench_ask(at, "SELECT count(*) FROM release"), "1");
        assert_string_equal(bench_ask(at, "SELECT count(*) FROM value"), "9");
        assert_string_equal(bench_ask(at, "SELECT count(*) FROM area"), "6");
    }
    assert_string_equal(bench_ask(at, "SELECT count(*) FROM release"), "2");
}

static void says_what_the_newest_release_was_made_of(void **state)
{
    picture_bench *at = *state;
    const char *inputs = NULL;
    assert_int_equal(wks_picture_inputs(at->path, &at->arena, &inputs, &at->err), WKS_OK);
    assert_string_equal(inputs, "");
    assert_false(wks_file_exists(at->path));
    bench_must_publish(at, bench_usual(at, 10));
    at->publication.inputs = "twee";
    bench_must_publish(at, bench_usual(at, 10));
    assert_int_equal(wks_picture_inputs(at->path, &at->arena, &inputs, &at->err), WKS_OK);
    assert_string_equal(inputs, "twee");
    wks_arena_fail_after(1);
    assert_int_equal(wks_picture_inputs(at->path, &at->arena, &inputs, &at->err), WKS_E_MEMORY);
}

static void publishes_a_release_without_any_number(void **state)
{
    picture_bench *at = *state;
    bench_must_publish(at, bench_release(at, NULL, 0));
    assert_true(at->report.is_new);
    assert_int_equal(at->report.n_values, 0);
    assert_string_equal(bench_ask(at, "SELECT count(*) FROM indicator"), "0");
    assert_string_equal(bench_ask(at, "SELECT count(*) FROM area"), "6");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(gives_every_area_a_row_with_a_number_or_a_reason),
        CLAIM(describes_what_it_publishes),
        CLAIM(tells_of_public_sources_alone_how_many_rows_were_delivered),
        CLAIM(publishes_the_same_only_once_and_under_the_same_id),
        CLAIM(keeps_an_older_release_as_it_was),
        CLAIM(goes_back_to_what_an_older_release_says),
        CLAIM(tells_apart_whatever_a_reader_can_see),
        CLAIM(refuses_to_change_or_remove_a_row_of_a_release),
        CLAIM(publishes_nothing_without_a_seal_of_the_key_over_all_of_it),
        CLAIM(signs_every_column_of_every_table),
        CLAIM(writes_what_is_said_of_values),
        CLAIM(has_the_schema_that_was_agreed),
        CLAIM(keeps_the_old_release_when_publishing_fails_half_way),
        CLAIM(says_what_the_newest_release_was_made_of),
        CLAIM(publishes_a_release_without_any_number),
    };
    return cmocka_run_group_tests_name("public/picture/picture_write", tests, NULL, NULL);
}
