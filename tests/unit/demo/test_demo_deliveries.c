/* The same facts on the files that the demo writes, read as a stranger would read them.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/file.h"
#include "base/vector.h"
#include "demo/demo.h"
#include "demo/demo_answers.h"
#include "demo/demo_care.h"
#include "demo_folder.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <readstat.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LAST = WKS_DEMO_N_YEARS - 1,
    MAX_CELLS = 40
};

typedef struct world {
    wks_arena arena;
    char folder[FOLDER_SIZE];
    wks_demo_result result;
    wks_demo_region region; /* made again: the truth behind the files */
    wks_demo_wijk_truth delivered[WKS_DEMO_N_YEARS][WKS_DEMO_N_WIJKEN];
} world;

static int make_world(void **state)
{
    world *in = calloc(1, sizeof *in);
    wks_error err;
    if (in == NULL) {
        return 1;
    }
    folder_make(in->folder);
    wks_arena_init(&in->arena, 0);
    wks_demo_options options = {.seed = 1, .folder = in->folder, .scale = 1.0};
    if (wks_demo_write(&options, &in->arena, NULL, &in->result, &err) != WKS_OK ||
        wks_demo_residents_make(1, 1.0, &in->arena, &in->region, &err) != WKS_OK ||
        wks_demo_care_give(&in->region, &in->arena, &err) != WKS_OK) {
        print_error("%s\n", err.text);
        return 1;
    }
    *state = in;
    return 0;
}

static int drop_world(void **state)
{
    world *in = *state;
    folder_remove(in->folder);
    wks_arena_clear(&in->arena);
    free(in);
    return 0;
}

static const wks_demo_file *find_file(const world *in, const char *source, const char *period)
{
    for (size_t i = 0; i < in->result.n_files; i++) {
        const wks_demo_file *file = &in->result.files[i];
        if (strcmp(file->source, source) == 0 && wks_text_equal(file->period, period)) {
            return file;
        }
    }
    fail_msg("no delivery of %s", source);
    abort();
}

static const char *path_of(world *in, const wks_demo_file *file)
{
    const char *path = wks_file_join(&in->arena, in->folder, file->file);
    assert_non_null(path);
    return path;
}

/* ---- CSV ----------------------------------------------------------------------------------- */

typedef struct csv {
    char *text, *at;
    char delimiter;
    char *cells[MAX_CELLS];
    size_t n_cells;
} csv;

static csv open_csv(world *in, const wks_demo_file *file, char delimiter)
{
    wks_error err;
    wks_span span;
    wks_arena scratch;
    wks_arena_init(&scratch, 0);
    assert_int_equal(wks_file_read(path_of(in, file), 0, &scratch, &span, &err), WKS_OK);
    csv out = {.text = calloc(span.n + 1, 1), .delimiter = delimiter};
    assert_non_null(out.text);
    memcpy(out.text, span.at, span.n);
    out.at = out.text;
    wks_arena_clear(&scratch);
    return out;
}

/* No cell of these files holds a delimiter, a quote or a line end. */
static bool next_row(csv *in)
{
    if (*in->at == '\0') {
        return false;
    }
    in->n_cells = 1;
    in->cells[0] = in->at;
    for (; *in->at != '\n'; in->at++) {
        if (*in->at == in->delimiter) {
            *in->at = '\0';
            assert_true(in->n_cells < MAX_CELLS);
            in->cells[in->n_cells++] = in->at + 1;
        } else if (*in->at == '\r') {
            *in->at = '\0';
        }
    }
    *in->at++ = '\0';
    return true;
}

static size_t wijk_of_code(const world *in, const char *code)
{
    for (size_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
        if (strcmp(in->region.areas.wijken[w].code, code) == 0) {
            return w;
        }
    }
    fail_msg("%s is no wijk", code);
    return 0;
}

static long whole(const char *cell)
{
    char *end = NULL;
    long value = strtol(cell, &end, 10);
    assert_true(end > cell);
    return value;
}

static const char *const year_texts[WKS_DEMO_N_YEARS] = {"2020", "2021", "2022", "2023", "2024"};

/* Past what stands above the first row. */
static void skip_top(csv *rows, int year)
{
    if (year == 0) {
        assert_true(next_row(rows));
        assert_non_null(strstr(rows->cells[0], "verzonnen cijfers: \xE9\xE9n"));
    }
    assert_true(next_row(rows));
    assert_string_equal(rows->cells[10], "kosten_ggz");
    bool has_mark = strncmp(rows->cells[0], "\xEF\xBB\xBF", 3) == 0;
    assert_int_equal(has_mark, year == 1 || year == 2);
}

static void count_care(world *in, int year, wks_demo_wijk_truth out[WKS_DEMO_N_WIJKEN])
{
    csv rows = open_csv(in, find_file(in, "levering-zorggebruik", year_texts[year]),
                        year == 0 ? ';' : ',');
    size_t last_wijk = 0;
    memset(out, 0, WKS_DEMO_N_WIJKEN * sizeof *out);
    skip_top(&rows, year);
    while (next_row(&rows)) {
        assert_int_equal(rows.n_cells, 11);
        assert_string_equal(rows.cells[0], year_texts[year]);
        if (strcmp(in->region.areas.wijken[last_wijk].code, rows.cells[2]) != 0) {
            last_wijk = wijk_of_code(in, rows.cells[2]);
        }
        if (whole(rows.cells[4]) < WKS_DEMO_ADULT) {
            continue;
        }
        out[last_wijk].n_adults++;
        out[last_wijk].n_poh += whole(rows.cells[6]) > 0 ? 1 : 0;
        out[last_wijk].n_basis += whole(rows.cells[7]) > 0 ? 1 : 0;
        out[last_wijk].n_special += whole(rows.cells[8]) > 0 ? 1 : 0;
        out[last_wijk].n_stay += whole(rows.cells[9]) > 0 ? 1 : 0;
        assert_int_equal(strchr(rows.cells[10], ',') != NULL, year == 0);
    }
    free(rows.text);
}

static void care_use_holds_exactly_the_simulated_care(void **state)
{
    world *in = *state;
    for (int year = 0; year < WKS_DEMO_N_YEARS; year++) {
        wks_demo_wijk_truth *delivered = in->delivered[year];
        wks_demo_wijk_truth truth[WKS_DEMO_N_WIJKEN];
        count_care(in, year, delivered);
        wks_demo_care_count(&in->region, year, truth);
        for (size_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
            assert_int_equal(delivered[w].n_adults, truth[w].n_adults);
            assert_int_equal(delivered[w].n_poh, truth[w].n_poh);
            assert_int_equal(delivered[w].n_basis, truth[w].n_basis);
            assert_int_equal(delivered[w].n_special, truth[w].n_special);
            assert_int_equal(delivered[w].n_stay, truth[w].n_stay);
        }
    }
}

static void care_use_of_2024_keeps_the_facts(void **state)
{
    world *in = *state;
    const wks_demo_wijk_truth *wijken = in->delivered[LAST];
    double least = 100;
    double most = 0;
    size_t n_hidden = 0;
    size_t n_poh = 0;
    size_t n_special = 0;
    for (size_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
        n_poh += wijken[w].n_poh;
        n_special += wijken[w].n_special;
        if (wijken[w].n_poh < 10) {
            n_hidden++;
            continue;
        }
        double share = 100.0 * (double)wijken[w].n_poh / (double)wijken[w].n_adults;
        least = share < least ? share : least;
        most = share > most ? share : most;
    }
    assert_int_equal(lround(least * 10), 14);
    assert_int_equal(lround(most * 10), 63);
    assert_true(n_poh > n_special);
    assert_true(n_hidden >= 2 && n_hidden <= 20);
}

static int compare_ids(const void *a, const void *b)
{
    uint32_t p = *(const uint32_t *)a;
    uint32_t q = *(const uint32_t *)b;
    return p == q ? 0 : (p < q ? -1 : 1);
}

/* Sorted; the caller frees. */
static uint32_t *list_pseudonyms(world *in, int year, size_t *n)
{
    csv rows = open_csv(in, find_file(in, "levering-zorggebruik", year_texts[year]),
                        year == 0 ? ';' : ',');
    uint32_t *ids = calloc(in->region.n_persons, sizeof *ids);
    assert_non_null(ids);
    *n = 0;
    skip_top(&rows, year);
    while (next_row(&rows)) {
        assert_int_equal(strncmp(rows.cells[1], "p-", 2), 0);
        ids[(*n)++] = (uint32_t)strtoul(rows.cells[1] + 2, NULL, 16);
    }
    free(rows.text);
    qsort(ids, *n, sizeof *ids, compare_ids);
    return ids;
}

static void pseudonyms_are_different_and_stay_the_same(void **state)
{
    world *in = *state;
    size_t n[2] = {0};
    uint32_t *first = list_pseudonyms(in, 0, &n[0]);
    uint32_t *second = list_pseudonyms(in, 1, &n[1]);
    size_t n_again = 0;
    for (size_t i = 0; i < n[0]; i++) {
        assert_true(i == 0 || first[i - 1] != first[i]);
        n_again += bsearch(&first[i], second, n[1], sizeof *second, compare_ids) != NULL ? 1 : 0;
    }
    assert_true(n_again > n[0] * 9 / 10 && n_again < n[0]);
    free(first);
    free(second);
}

/* ---- key figures --------------------------------------------------------------------------- */

static void key_figures_count_the_residents(void **state)
{
    world *in = *state;
    csv rows = open_csv(in, find_file(in, "cbs-kwb", "2024"), ';');
    assert_true(next_row(&rows));
    assert_string_equal(rows.cells[1], "\"WijkenEnBuurten\"");
    assert_string_equal(rows.cells[6], "\"AantalInwoners_5\"");
    size_t n_of[4] = {0};
    long sum = 0;
    while (next_row(&rows)) {
        char code[WKS_AREA_CODE_SIZE];
        wks_level level;
        assert_int_equal(strlen(rows.cells[1]), 12); /* ten, padded, and its quotes */
        assert_true(wks_area_code_read((wks_span){rows.cells[1] + 1, 10}, code, &level));
        n_of[level - WKS_LEVEL_GEMEENTE]++;
        long residents = whole(rows.cells[6]);
        if (level == WKS_LEVEL_GEMEENTE) {
            sum += residents;
        } else {
            assert_int_equal(residents % 5, 0);
        }
    }
    assert_int_equal(n_of[0], WKS_DEMO_N_GEMEENTEN);
    assert_int_equal(n_of[1], WKS_DEMO_N_WIJKEN);
    assert_int_equal(n_of[2], WKS_DEMO_N_BUURTEN);
    assert_int_equal(sum, in->result.n_residents);
    free(rows.text);
}

/* Gemeente by gemeente, but for groups too small to have a row. */
static void insured_persons_are_the_residents_by_sex_and_age(void **state)
{
    enum {
        FEW = 10,
        N_GROUPS = 38
    };

    world *in = *state;
    csv rows = open_csv(in, find_file(in, "vektis-zvw", "2024"), ';');
    assert_true(next_row(&rows));
    assert_string_equal(rows.cells[3], "aantal_bsn");
    long sum = 0;
    size_t n_rows = 0;
    while (next_row(&rows)) {
        const long persons = whole(rows.cells[3]);
        assert_true(strcmp(rows.cells[0], "M") == 0 || strcmp(rows.cells[0], "V") == 0);
        assert_true(persons >= FEW);
        sum += persons;
        n_rows++;
    }
    const size_t n_left_out = (size_t)WKS_DEMO_N_GEMEENTEN * N_GROUPS - n_rows;
    const long left_out = (long)in->result.n_residents - sum;
    assert_true(left_out >= 0 && left_out <= (long)n_left_out * (FEW - 1));
    free(rows.text);
}

/* ---- survey -------------------------------------------------------------------------------- */

typedef struct survey {
    const world *in;
    const char *names[MAX_CELLS];
    size_t n_rows;
    size_t n_of_wijk[WKS_DEMO_N_WIJKEN];
    double weight; /* of the present row */
    size_t wijk;   /* idem */
    double sum_weights;
    double sum_valid, sum_distressed;
} survey;

static int on_variable(int index, readstat_variable_t *variable, const char *labels, void *context)
{
    survey *out = context;
    (void)labels;
    const char *name = readstat_variable_get_name(variable);
    static const char *const expected[] = {
        "JAAR", "RESPONDENT",  "GEBIED", "GESLACHT", "LEEFTIJD",           "GEWICHT",  "MHI5",
        "K10",  "EENZAAMHEID", "REGIE",  "STRESS",   "ERVAREN_GEZONDHEID", "RONDKOMEN"};
    out->names[index] = index < 13 && strcmp(name, expected[index]) == 0 ? expected[index] : "";
    return READSTAT_HANDLER_OK;
}

static int on_value(int row, readstat_variable_t *variable, readstat_value_t value, void *context)
{
    survey *out = context;
    int index = readstat_variable_get_index(variable);
    (void)row;
    if (index == 2) {
        out->wijk = wijk_of_code(out->in, readstat_string_value(value));
        out->n_of_wijk[out->wijk]++;
        out->n_rows++;
    } else if (index == 5) {
        out->weight = readstat_double_value(value);
        out->sum_weights += out->weight;
    } else if (index == 6 && !readstat_value_is_system_missing(value)) {
        out->sum_valid += out->weight;
        out->sum_distressed += readstat_double_value(value) <= 60 ? out->weight : 0;
    }
    return READSTAT_HANDLER_OK;
}

static survey read_survey(world *in, const char *year)
{
    survey out = {.in = in};
    readstat_parser_t *parser = readstat_parser_init();
    assert_non_null(parser);
    readstat_set_variable_handler(parser, on_variable);
    readstat_set_value_handler(parser, on_value);
    assert_int_equal(
        readstat_parse_sav(parser, path_of(in, find_file(in, "levering-enquete", year)), &out),
        READSTAT_OK);
    readstat_parser_free(parser);
    return out;
}

static void survey_has_enough_respondents_in_most_wijken(void **state)
{
    world *in = *state;
    static const char *const rounds[] = {"2020", "2024"};
    for (size_t r = 0; r < 2; r++) {
        survey found = read_survey(in, rounds[r]);
        size_t n_few = 0;
        size_t n_few_tubbergen = 0;
        for (int i = 0; i < 13; i++) {
            assert_true(found.names[i][0] != '\0');
        }
        for (size_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
            bool is_few = found.n_of_wijk[w] < 50;
            n_few += is_few ? 1 : 0;
            n_few_tubbergen +=
                is_few && strncmp(in->region.areas.wijken[w].code, "WK0183", 6) == 0 ? 1 : 0;
        }
        assert_true(found.n_rows > 12500 && found.n_rows < 15500);
        assert_true(fabs(found.sum_weights / (double)found.n_rows - 1.0) < 0.001);
        assert_true(n_few >= 5 && n_few <= WKS_DEMO_N_WIJKEN / 4);
        assert_true(n_few_tubbergen >= 3);
    }
}

static void survey_finds_what_all_residents_would_answer(void **state)
{
    world *in = *state;
    survey found = read_survey(in, "2024");
    size_t n = 0;
    size_t n_distressed = 0;
    for (size_t k = 0; k < in->region.n_persons; k++) {
        const wks_demo_person *person = &in->region.persons[k];
        if (person->buurt[LAST] >= 0 && wks_demo_residents_age(person, LAST) >= WKS_DEMO_ADULT) {
            n++;
            n_distressed += wks_demo_answers_of(&in->region, k, LAST).value[WKS_DEMO_MHI5] <= 60;
        }
    }
    double truth = 100.0 * (double)n_distressed / (double)n;
    double estimate = 100.0 * found.sum_distressed / found.sum_valid;
    /* four standard errors of 14 000 respondents, design effect 1.7 */
    assert_true(fabs(estimate - truth) < 4 * 0.43);
    assert_true(found.sum_valid < found.sum_weights); /* some leave it open */
}

/* ---- registrations, waiting, borders ------------------------------------------------------- */

static void registrations_are_a_sheet_with_a_row_per_event(void **state)
{
    world *in = *state;
    wks_error err;
    size_t n_talks[WKS_DEMO_N_YEARS] = {0};
    for (int year = 0; year < WKS_DEMO_N_YEARS; year++) {
        wks_vector *sheet = NULL;
        const char *path = path_of(in, find_file(in, "levering-registraties", year_texts[year]));
        assert_int_equal(
            wks_vector_open(path, WKS_VECTOR_HEADER_FIRST_ROW, &in->arena, &sheet, &err), WKS_OK);
        assert_int_equal(wks_vector_choose(sheet, 0, &err), WKS_OK);
        assert_int_equal(wks_vector_columns(sheet), 6);
        assert_string_equal(wks_vector_column_name(sheet, 3), "gebied");
        size_t n = 0;
        bool has_row = true;
        while (wks_vector_next(sheet, &has_row, &err) == WKS_OK && has_row) {
            assert_string_equal(wks_vector_text(sheet, 0), year_texts[year]);
            assert_int_equal(strncmp(wks_vector_text(sheet, 3), "WK", 2), 0);
            n_talks[year] += strcmp(wks_vector_text(sheet, 5), "verkennend-gesprek") == 0 ? 1 : 0;
            n++;
        }
        assert_false(has_row);
        assert_true(n > 8000 && n < 30000);
        wks_vector_close(sheet);
    }
    assert_int_equal(n_talks[0], 0); /* they began in 2022 */
    assert_true(n_talks[LAST] > 500);
}

static void waiting_times_are_longer_for_specialised_ggz(void **state)
{
    world *in = *state;
    csv rows = open_csv(in, find_file(in, "levering-wachttijden", NULL), ';');
    double sum[2] = {0};
    double n[2] = {0};
    size_t n_open = 0;
    (void)next_row(&rows);
    while (next_row(&rows)) {
        assert_int_equal(rows.n_cells, 8);
        if (rows.cells[5] == NULL) {
            abort();
        }
        int kind = strcmp(rows.cells[5], "specialistische-ggz") == 0 ? 1 : 0;
        sum[kind] += (double)whole(rows.cells[6]);
        n[kind] += 1;
        n_open += rows.cells[7][0] == '\0' ? 1 : 0;
    }
    free(rows.text);
    assert_true(n[0] > 10000 && n[1] > 10000);
    assert_true(sum[1] / n[1] > 1.5 * sum[0] / n[0]);
    assert_true(n_open > 100);
}

static void borders_come_in_three_formats(void **state)
{
    world *in = *state;

    static const struct {
        const char *source;
        const char *code_column;
        size_t n;
    } maps[] = {{"cbs-buurtkaart", "buurtcode", WKS_DEMO_N_BUURTEN},
                {"cbs-grenzen", "code", WKS_DEMO_N_WIJKEN},
                {"cbs-gemeentegrenzen", "GM_CODE", WKS_DEMO_N_GEMEENTEN}};

    for (size_t i = 0; i < 3; i++) {
        wks_error err;
        wks_vector *map = NULL;
        const char *path = path_of(in, find_file(in, maps[i].source, "2024"));
        assert_int_equal(wks_vector_open(path, WKS_VECTOR_HEADER_FIRST_ROW, &in->arena, &map, &err),
                         WKS_OK);
        assert_int_equal(wks_vector_choose(map, 0, &err), WKS_OK);
        assert_string_equal(wks_vector_column_name(map, 0), maps[i].code_column);
        size_t n = 0;
        double area_m2 = 0;
        bool has_row = true;
        while (wks_vector_next(map, &has_row, &err) == WKS_OK && has_row) {
            wks_shape shape;
            assert_int_equal(wks_vector_shape(map, &in->arena, &shape, &err), WKS_OK);
            area_m2 += wks_shape_area(&shape);
            n++;
        }
        assert_int_equal(n, maps[i].n);
        assert_true(area_m2 > 1400e6 && area_m2 < 1650e6);
        wks_vector_close(map);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(care_use_holds_exactly_the_simulated_care),
        cmocka_unit_test(care_use_of_2024_keeps_the_facts),
        cmocka_unit_test(pseudonyms_are_different_and_stay_the_same),
        cmocka_unit_test(key_figures_count_the_residents),
        cmocka_unit_test(insured_persons_are_the_residents_by_sex_and_age),
        cmocka_unit_test(survey_has_enough_respondents_in_most_wijken),
        cmocka_unit_test(survey_finds_what_all_residents_would_answer),
        cmocka_unit_test(registrations_are_a_sheet_with_a_row_per_event),
        cmocka_unit_test(waiting_times_are_longer_for_specialised_ggz),
        cmocka_unit_test(borders_come_in_three_formats),
    };
    return cmocka_run_group_tests_name("demo_deliveries", tests, make_world, drop_world);
}
