/* SPDX-License-Identifier: EUPL-1.2 */
#include "../model/workshop.h"
#include "base/language.h"
#include "release/ledger.h"

typedef struct bench {
    workshop shop;
    char folder[WORKSHOP_PATH_SIZE];
    wks_arena arena;
    wks_ledger ledger;
    wks_error err;
} bench;

/* In the order of the ledger. */
static const wks_ledger_row first_rows[] = {
    {"zorg 2020 (poh >= 1)", "aa", "GM0001", "18-64", 120, 120, 2020, 0},
    {"zorg 2020 (poh >= 1)", "aa", "WK000101", "18-64/vrouw", 40, 40, 2020, 0},
    {"zorg 2021 (poh >= 1)", "bb", "GM0001", "", 0, 9, 2021, 0},
};
static const wks_ledger_row second_rows[] = {
    {"zorg 2020 (poh >= 1)", "aa", "WK000102", "18-64", 80, 80, 2020, 0},
};

static void read_ledger(bench *at)
{
    if (wks_ledger_read(at->folder, &at->arena, &at->ledger, &at->err) != WKS_OK) {
        fail_msg("%s", at->err.text);
    }
}

static wks_code append(bench *at, const char *date, const char *name, const wks_ledger_row *rows,
                       size_t n)
{
    wks_hash file;
    const wks_ledger_entry entry = {.kind = WKS_LEDGER_RELEASE, .date = date, .name = name};
    return wks_ledger_append(&at->ledger, &entry, rows, n, &file, &at->err);
}

static void append_both(bench *at)
{
    read_ledger(at);
    assert_int_equal(append(at, "2026-11-01", "een", first_rows, 3), WKS_OK);
    read_ledger(at);
    assert_int_equal(append(at, "2026-11-01", "twee", second_rows, 1), WKS_OK);
    read_ledger(at);
}

static int set_up(void **state)
{
    static bench at;
    memset(&at, 0, sizeof at);
    wks_language_set(WKS_ENGLISH);
    workshop_open(&at.shop);
    workshop_path(&at.shop, "ledger", at.folder);
    wks_arena_init(&at.arena, 0);
    *state = &at;
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_arena_fail_after(0);
    wks_arena_clear(&at->arena);
    workshop_close(&at->shop);
    return 0;
}

static void is_empty_where_there_is_none(void **state)
{
    bench *at = *state;
    read_ledger(at);
    assert_int_equal(at->ledger.n_entries, 0);
    assert_string_equal(wks_ledger_head(&at->ledger), "-");
}

static void gives_back_what_was_entered_by_table(void **state)
{
    bench *at = *state;
    size_t first = 0;
    append_both(at);
    assert_int_equal(at->ledger.n_entries, 2);
    assert_string_equal(at->ledger.entries[1].name, "twee");
    assert_int_equal(wks_ledger_find(&at->ledger, "zorg 2020 (poh >= 1)", &first), 3);
    assert_int_equal(first, 0);
    assert_string_equal(at->ledger.rows[2].area, "WK000102");
    assert_string_equal(at->ledger.rows[1].group, "18-64/vrouw");
    assert_int_equal(wks_ledger_find(&at->ledger, "zorg 2021 (poh >= 1)", &first), 1);
    assert_string_equal(at->ledger.rows[first].group, "");
    assert_true(at->ledger.rows[first].least == 0 && at->ledger.rows[first].most == 9);
    assert_int_equal(wks_ledger_find(&at->ledger, "zorg 2019", &first), 0);
}

static void says_since_which_entry_a_count_is_known(void **state)
{
    bench *at = *state;
    wks_ledger_row other = first_rows[0];
    append_both(at);
    assert_int_equal(append(at, "2026-11-02", "drie", first_rows, 1), WKS_OK);
    read_ledger(at);
    assert_int_equal(at->ledger.n_rows, 5);
    assert_int_equal(wks_ledger_since(&at->ledger, &first_rows[0]), 1); /* told again in 3 */
    assert_int_equal(wks_ledger_since(&at->ledger, &second_rows[0]), 2);
    other.version = "ab";
    assert_int_equal(wks_ledger_since(&at->ledger, &other), 0);
    assert_int_equal(wks_ledger_since(&(wks_ledger){0}, &other), 0);
}

static void tells_an_interval_from_a_number(void **state)
{
    bench *at = *state;
    wks_ledger_row row = first_rows[2]; /* 0 to 9 */
    append_both(at);
    assert_true(wks_ledger_tells_number(&at->ledger, &first_rows[0]));
    assert_false(wks_ledger_tells_number(&at->ledger, &row));
    assert_true(wks_ledger_tells(&at->ledger, &row));
    row.most = 20; /* says less than is known */
    assert_true(wks_ledger_tells(&at->ledger, &row));
    row.most = 8;
    assert_false(wks_ledger_tells(&at->ledger, &row));
    row.least = row.most = 4;
    assert_int_equal(append(at, "2026-11-02", "drie", &row, 1), WKS_OK);
    read_ledger(at);
    assert_true(wks_ledger_tells_number(&at->ledger, &row));
    row.area = "GM0002";
    assert_false(wks_ledger_tells(&at->ledger, &row));
}

/* Replace the first `from` in an entry. */
static void change_entry(const bench *at, const char *name, const char *from, const char *to)
{
    char path[32];
    char text[4096];
    char changed[4200];
    wks_error err;
    char whole[WORKSHOP_PATH_SIZE];
    snprintf(path, sizeof path, "ledger/%.16s", name);
    workshop_path(&at->shop, path, whole);
    FILE *file = fopen(whole, "rb");
    assert_non_null(file);
    const size_t n = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[n] = 0;
    char *found = strstr(text, from);
    assert_non_null(found);
    snprintf(changed, sizeof changed, "%.*s%s%s", (int)(found - text), text, to,
             found + strlen(from));
    assert_int_equal(wks_file_write(whole, changed, strlen(changed), &err), WKS_OK);
}

static void refuses_a_chain_that_was_broken(void **state)
{
    bench *at = *state;

    static const struct {
        const char *entry, *from, *to;
    } changes[] = {
        {"000001.txt", "120 120", "121 121"},   {"000001.txt", "2026-11-01", "2026-10-31"},
        {"000001.txt", "een", "eEn"},           {"000002.txt", "entry 2", "entry 3"},
        {"000002.txt", "80 80", "80 79"},       {"000002.txt", "80 80\n", "80 80"},
        {"000002.txt", "tables 1", "tables 2"},
    };

    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        workshop_empty(at->folder, false);
        append_both(at);
        change_entry(at, changes[i].entry, changes[i].from, changes[i].to);
        assert_int_equal(wks_ledger_read(at->folder, &at->arena, &at->ledger, &at->err),
                         WKS_E_FORMAT);
        assert_non_null(strstr(at->err.text, "00000"));
    }
}

static void refuses_a_ledger_of_which_an_entry_is_gone(void **state)
{
    bench *at = *state;
    char path[WORKSHOP_PATH_SIZE];
    append_both(at);
    workshop_path(&at->shop, "ledger/000001.txt", path);
    unlink(path);
    assert_int_equal(wks_ledger_read(at->folder, &at->arena, &at->ledger, &at->err), WKS_E_FORMAT);
    assert_non_null(strstr(at->err.text, "000001.txt"));
}

static void looks_past_what_a_stopped_writer_left(void **state)
{
    bench *at = *state;
    append_both(at);
    workshop_write(&at->shop, "ledger/000003.txt.a1b2c3", "wijkscan-ledger 1\nentry");
    read_ledger(at);
    assert_int_equal(at->ledger.n_entries, 2);
}

static void refuses_a_clock_that_runs_behind_and_an_entry_in_between(void **state)
{
    bench *at = *state;
    append_both(at);
    assert_int_equal(append(at, "2026-10-31", "drie", second_rows, 1), WKS_E_REFUSED);
    assert_non_null(strstr(at->err.text, "clock"));
    assert_int_equal(append(at, "vandaag", "drie", second_rows, 1), WKS_E_REFUSED);
    at->ledger.n_entries = 1; /* as it was read before another program wrote */
    assert_int_equal(append(at, "2026-11-02", "drie", second_rows, 1), WKS_E_EXISTS);
    read_ledger(at);
    assert_int_equal(at->ledger.n_entries, 2);
}

static void says_when_memory_is_gone(void **state)
{
    bench *at = *state;
    append_both(at);
    for (size_t n = 1;; n++) {
        wks_arena_clear(&at->arena);
        wks_arena_fail_after(n);
        const wks_code code = wks_ledger_read(at->folder, &at->arena, &at->ledger, &at->err);
        wks_arena_fail_after(0);
        if (code == WKS_OK) {
            break;
        }
        assert_int_equal(code, WKS_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(is_empty_where_there_is_none),
        CLAIM(gives_back_what_was_entered_by_table),
        CLAIM(says_since_which_entry_a_count_is_known),
        CLAIM(tells_an_interval_from_a_number),
        CLAIM(refuses_a_chain_that_was_broken),
        CLAIM(refuses_a_ledger_of_which_an_entry_is_gone),
        CLAIM(looks_past_what_a_stopped_writer_left),
        CLAIM(refuses_a_clock_that_runs_behind_and_an_entry_in_between),
        CLAIM(says_when_memory_is_gone),
    };
    return cmocka_run_group_tests_name("release/ledger", tests, NULL, NULL);
}
