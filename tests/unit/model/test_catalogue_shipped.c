/* The shipped catalogue against the real files that it says how to read.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "model/catalogue.h"
#include "workshop.h"

#include <ctype.h>
#include <strings.h>

typedef struct bench {
    wks_arena arena;
    wks_error err;
    wks_catalogue catalogue;
} bench;

static bench made;

static int set_up(void **state)
{
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&made.arena, 0);
    *state = &made;
    return wks_catalogue_read(NULL, &made.arena, &made.catalogue, &made.err) == WKS_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_arena_clear(&at->arena);
    return 0;
}

/* ---- a real file's first line -------------------------------------------------------------- */

static const char *shared_path(bench *at, const char *name)
{
    const char *shared = getenv("WKS_SHARED");
    const char *path =
        wks_arena_printf(&at->arena, "%s/data/%s", shared == NULL ? "" : shared, name);
    return path != NULL && wks_file_exists(path) ? path : NULL;
}

/* The header and the rest of a CSV file with semicolons, or skip the test. */
static const char *read_shared(bench *at, const char *name)
{
    wks_span text = {0};
    const char *path = shared_path(at, name);
    if (path == NULL) {
        print_message("%s is not there: WKS_SHARED points at no shared data\n", name);
        skip();
        return "";
    }
    assert_int_equal(wks_file_read(path, 0, &at->arena, &text, &at->err), WKS_OK);
    const char *mark = "\xef\xbb\xbf";
    return text.n > 3 && memcmp(text.at, mark, 3) == 0 ? text.at + 3 : text.at;
}

/* Plain loops: under ASan's strict string checks strchr and strcspn look at the whole file. */
static size_t cell_length(const char *at)
{
    size_t n = 0;
    while (at[n] != ';' && at[n] != '\r' && at[n] != '\n' && at[n] != 0) {
        n++;
    }
    return n;
}

/* The line after the one that at stands in, or NULL. */
static const char *next_line(const char *at)
{
    while (*at != '\n' && *at != 0) {
        at++;
    }
    return at[0] == 0 || at[1] == 0 ? NULL : at + 1;
}

static bool matches(const char *stem, const char *cell, size_t n)
{
    size_t n_stem = strlen(stem);
    if (n < n_stem || strncasecmp(stem, cell, n_stem) != 0) {
        return false;
    }
    if (n == n_stem) {
        return true;
    }
    size_t at = n_stem + 1;
    while (at < n && isdigit((unsigned char)cell[at])) {
        at++;
    }
    return cell[n_stem] == '_' && at == n && n > n_stem + 1;
}

/* How many columns of the header answer to stem, and the place of the last. */
static size_t count_columns(const char *header, const char *stem, size_t *place)
{
    size_t found = 0;
    const char *at = header;
    for (size_t column = 0;; column++) {
        size_t n = cell_length(at);
        wks_span cell = wks_span_trim(at, n);
        if (cell.n >= 2 && cell.at[0] == '"') {
            cell = wks_span_trim(cell.at + 1, cell.n - 2);
        }
        if (matches(stem, cell.at, cell.n)) {
            found++;
            *place = column;
        }
        at += n;
        if (*at != ';') {
            return found;
        }
        at++;
    }
}

static void assert_column(const char *file, const char *header, const char *stem)
{
    size_t place = 0;
    if (stem != NULL && count_columns(header, stem, &place) != 1) {
        fail_msg("%s has no single column '%s'", file, stem);
    }
}

static void assert_source_reads(bench *at, const char *source_id, const char *file)
{
    const wks_source *source = wks_catalogue_source(&at->catalogue, source_id);
    const char *header = read_shared(at, file);
    for (size_t i = 0; i < source->n_recognise; i++) {
        assert_column(file, header, source->recognise[i]);
    }
    assert_column(file, header, source->area.column);
    assert_column(file, header, source->area_name);
    assert_column(file, header, source->period.column);
    assert_column(file, header, source->age.column);
    assert_column(file, header, source->sex.column);
    assert_column(file, header, source->change_column);
    assert_column(file, header, source->region_column);
    for (size_t i = 0; i < source->n_filters; i++) {
        assert_column(file, header, source->filters[i].column);
    }
}

static void assert_sets_exist(const wks_measure_columns *sets, size_t n, const char *file,
                              const char *header, const char *period)
{
    const wks_measure_columns *set = wks_measure_columns_for(sets, n, period);
    for (size_t i = 0; set != NULL && i < set->n_stems; i++) {
        assert_column(file, header, set->stems[i]);
    }
}

/* Every column that an indicator takes from this source in this period is in this file. */
static void assert_measures_exist(bench *at, const char *source, const char *file,
                                  const char *period)
{
    const char *header = read_shared(at, file);
    size_t n_seen = 0;
    for (size_t i = 0; i < at->catalogue.n_indicators; i++) {
        const wks_indicator *indicator = &at->catalogue.indicators[i];
        for (size_t k = 0; k < indicator->n_measures; k++) {
            const wks_measure *measure = &indicator->measures[k];
            if (wks_text_equal(measure->source, source)) {
                n_seen++;
                assert_sets_exist(measure->numerator, measure->n_numerator, file, header, period);
                assert_sets_exist(measure->denominator, measure->n_denominator, file, header,
                                  period);
            }
            if (wks_text_equal(measure->denominator_source, source)) {
                assert_sets_exist(measure->denominator, measure->n_denominator, file, header,
                                  period);
            }
            if (wks_text_equal(measure->weight_source, source) ||
                (measure->weight_source == NULL && wks_text_equal(measure->source, source))) {
                assert_column(file, header, measure->weight);
            }
        }
    }
    assert_true(n_seen > 0);
}

/* ---- claims -------------------------------------------------------------------------------- */

static void finds_every_column_of_kwb(void **state)
{
    assert_source_reads(*state, "cbs-kwb", "twente/kwb2020_84799NED_twente.csv");
    assert_measures_exist(*state, "cbs-kwb", "twente/kwb2020_84799NED_twente.csv", "2020");
}

static void finds_every_column_of_rivm(void **state)
{
    assert_source_reads(*state, "rivm-50090ned", "twente/rivm_50090NED_twente.csv");
    assert_measures_exist(*state, "rivm-50090ned", "twente/rivm_50090NED_twente.csv", "2020");
}

static void finds_every_column_of_vektis_in_every_year(void **state)
{
    bench *at = *state;
    for (int year = 2011; year <= 2022; year++) {
        char file[64];
        char period[8];
        snprintf(file, sizeof file, "twente/vektis_%d_twente.csv", year);
        snprintf(period, sizeof period, "%d", year);
        assert_source_reads(at, "vektis-zvw", file);
        assert_measures_exist(at, "vektis-zvw", file, period);
        const wks_indicator *cost = wks_catalogue_indicator(&at->catalogue, "kosten-ggz-totaal");
        assert_non_null(wks_measure_columns_for(cost->measures[0].numerator,
                                                cost->measures[0].n_numerator, period));
    }
}

static void finds_every_column_of_the_region_list(void **state)
{
    assert_source_reads(*state, "cbs-gebieden", "regions/gebieden_in_nederland_2017_83287NED.csv");
}

/* The cell of a column in the line at `at`, trimmed, without quotes. */
static wks_span cell_of(const char *at, size_t place)
{
    for (size_t i = 0; i < place; i++) {
        at += cell_length(at);
        at += *at == ';' ? 1 : 0;
    }
    wks_span cell = wks_span_trim(at, cell_length(at));
    if (cell.n >= 2 && cell.at[0] == '"') {
        cell = wks_span_trim(cell.at + 1, cell.n - 2);
    }
    return cell;
}

static bool is_mapped(const wks_dimension *dimension, wks_span cell)
{
    for (size_t i = 0; i < dimension->n_map; i++) {
        if (strlen(dimension->map[i].from) == cell.n &&
            memcmp(dimension->map[i].from, cell.at, cell.n) == 0) {
            return true;
        }
    }
    return false;
}

static size_t place_of(const char *header, const char *stem)
{
    size_t place = 0;
    assert_int_equal(count_columns(header, stem, &place), 1);
    return place;
}

static void assert_values_mapped(bench *at, const char *file, const wks_dimension *dimension,
                                 bool has_rest_row)
{
    const char *text = read_shared(at, file);
    const size_t place = place_of(text, dimension->column);
    size_t n_rows = 0;
    for (const char *line = next_line(text); line != NULL; line = next_line(line)) {
        wks_span cell = cell_of(line, place);
        if (cell.n > 0 || !has_rest_row) {
            if (!is_mapped(dimension, cell)) {
                fail_msg("%s: '%.*s' is not in the map of %s", file, (int)cell.n, cell.at,
                         dimension->column);
            }
        }
        n_rows++;
    }
    assert_true(n_rows > 500);
}

static void maps_every_age_sex_and_period_that_the_files_hold(void **state)
{
    bench *at = *state;
    const wks_source *model = wks_catalogue_source(&at->catalogue, "rivm-50090ned");
    const wks_source *cost = wks_catalogue_source(&at->catalogue, "vektis-zvw");
    assert_values_mapped(at, "twente/rivm_50090NED_twente.csv", &model->period, false);
    assert_values_mapped(at, "twente/rivm_50090NED_twente.csv", &model->age, false);
    assert_values_mapped(at, "national/vektis_2019_gemeente.csv", &cost->age, true);
    assert_values_mapped(at, "national/vektis_2022_gemeente.csv", &cost->age, true);
    assert_values_mapped(at, "national/vektis_2022_gemeente.csv", &cost->sex, true);
}

enum {
    NAME_SIZE = 128,
    MOST_NAMES = 400
};

typedef struct name_list {
    char names[MOST_NAMES][NAME_SIZE]; /* folded */
    size_t n;
} name_list;

static void fold_cell(wks_span cell, char out[static NAME_SIZE])
{
    char plain[NAME_SIZE];
    snprintf(plain, sizeof plain, "%.*s", (int)cell.n, cell.at);
    wks_text_fold(plain, out);
}

static void add_name(name_list *to, const char *folded)
{
    assert_true(to->n < MOST_NAMES);
    snprintf(to->names[to->n++], NAME_SIZE, "%s", folded);
}

static bool has_name(const name_list *names, const char *folded)
{
    for (size_t i = 0; i < names->n; i++) {
        if (strcmp(names->names[i], folded) == 0) {
            return true;
        }
    }
    return false;
}

/* What a name in a Vektis file may be: a gemeente of KWB 2020 or an alias, folded. */
static void list_gemeenten(bench *at, name_list *out)
{
    const wks_source *cost = wks_catalogue_source(&at->catalogue, "vektis-zvw");
    const char *kwb = read_shared(at, "national/kwb2020_84799NED_TypedDataSet.csv");
    const size_t name_at = place_of(kwb, "Gemeentenaam");
    const size_t kind_at = place_of(kwb, "SoortRegio");
    out->n = 0;
    for (size_t i = 0; i < cost->n_area_alias; i++) {
        add_name(out, cost->area_alias[i].from);
    }
    for (const char *line = next_line(kwb); line != NULL; line = next_line(line)) {
        char folded[NAME_SIZE];
        wks_span kind = cell_of(line, kind_at);
        if (kind.n == 8 && memcmp(kind.at, "Gemeente", 8) == 0) {
            fold_cell(cell_of(line, name_at), folded);
            add_name(out, folded);
        }
    }
}

static void assert_gemeenten_known(bench *at, const name_list *known, const char *file)
{
    static name_list seen;
    const char *text = read_shared(at, file);
    const size_t place =
        place_of(text, wks_catalogue_source(&at->catalogue, "vektis-zvw")->area.column);
    seen.n = 0;
    for (const char *line = next_line(text); line != NULL; line = next_line(line)) {
        char folded[NAME_SIZE];
        fold_cell(cell_of(line, place), folded);
        if (folded[0] != 0 && !has_name(&seen, folded)) {
            add_name(&seen, folded);
            if (!has_name(known, folded)) {
                fail_msg("%s: '%s' is no gemeente of KWB 2020 and no alias", file, folded);
            }
        }
    }
    assert_true(seen.n > 340);
}

static void knows_every_gemeente_that_vektis_names(void **state)
{
    static name_list known;
    list_gemeenten(*state, &known);
    assert_gemeenten_known(*state, &known, "national/vektis_2019_gemeente.csv");
    assert_gemeenten_known(*state, &known, "national/vektis_2022_gemeente.csv");
}

/* ---- house rules --------------------------------------------------------------------------- */

static void takes_no_side_where_nobody_did(void **state)
{
    bench *at = *state;
    for (size_t i = 0; i < at->catalogue.n_indicators; i++) {
        const wks_indicator *indicator = &at->catalogue.indicators[i];
        assert_null(indicator->direction_owner);
        if (wks_text_equal(indicator->theme, "zorggebruik-ggz") ||
            wks_text_equal(indicator->theme, "kosten")) {
            assert_int_equal(indicator->direction, WKS_NEUTRAL);
        }
    }
}

static void lets_no_model_figure_measure_effect(void **state)
{
    bench *at = *state;
    size_t n_modelled = 0;
    for (size_t i = 0; i < at->catalogue.n_indicators; i++) {
        const wks_indicator *indicator = &at->catalogue.indicators[i];
        const wks_source *source =
            wks_catalogue_source(&at->catalogue, indicator->measures[0].source);
        if (source->is_modelled) {
            n_modelled++;
            assert_false(indicator->may_effect);
            assert_non_null(strstr(indicator->note, "model"));
            assert_string_equal(indicator->breakdowns[0].id, "18+");
        }
    }
    assert_true(n_modelled >= 13);
}

static void keeps_people_out_of_what_is_public(void **state)
{
    bench *at = *state;
    size_t n_forms = 0;
    for (size_t i = 0; i < at->catalogue.n_sources; i++) {
        const wks_source *source = &at->catalogue.sources[i];
        assert_int_equal(source->kind == WKS_SOURCE_RECORDS, !source->is_public);
        n_forms += source->form != NULL ? 1 : 0;
    }
    assert_int_equal(n_forms, 4);
}

/* A ratio of persons has an interval; one of money says why not. */
static void says_of_every_ratio_whether_it_has_an_interval(void **state)
{
    bench *at = *state;
    size_t n_ratios = 0;
    for (size_t i = 0; i < at->catalogue.n_indicators; i++) {
        const wks_indicator *indicator = &at->catalogue.indicators[i];
        const wks_measure *measure = &indicator->measures[0];
        if (measure->kind == WKS_MEASURE_RATIO) {
            const bool is_money = strstr(indicator->unit, "euro") != NULL;
            n_ratios++;
            assert_true(is_money == (measure->interval == WKS_RATIO_NO_INTERVAL));
            assert_true(is_money == (measure->interval_note != NULL));
        }
        assert_int_equal(indicator->compare.rule, WKS_RULE_POSTERIOR);
        assert_int_equal(indicator->compare.against, WKS_AGAINST_GEMEENTE);
    }
    assert_true(n_ratios >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(finds_every_column_of_kwb),
        CLAIM(finds_every_column_of_rivm),
        CLAIM(finds_every_column_of_vektis_in_every_year),
        CLAIM(finds_every_column_of_the_region_list),
        CLAIM(maps_every_age_sex_and_period_that_the_files_hold),
        CLAIM(knows_every_gemeente_that_vektis_names),
        CLAIM(takes_no_side_where_nobody_did),
        CLAIM(lets_no_model_figure_measure_effect),
        CLAIM(keeps_people_out_of_what_is_public),
        CLAIM(says_of_every_ratio_whether_it_has_an_interval),
    };
    return cmocka_run_group_tests_name("model/catalogue_shipped", tests, NULL, NULL);
}
