/* SQL of what measure asks.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/vault/sql_compose.h"
#include "private/vault/sql_pieces.h"

#include <stddef.h>

static void put_condition(wks_buffer *sql, const wks_condition *condition)
{
    char digits[WKS_NUMBER_TEXT_SIZE];
    wks_buffer_text(sql, "(");
    wks_sql_name(sql, condition->column);
    wks_buffer_text(sql, " IS NOT NULL");
    if (condition->has_minimum) {
        wks_buffer_text(sql, " AND ");
        wks_sql_name(sql, condition->column);
        wks_buffer_printf(sql, " >= %s", wks_number_text(condition->minimum, digits));
    }
    if (condition->has_maximum) {
        wks_buffer_text(sql, " AND ");
        wks_sql_name(sql, condition->column);
        wks_buffer_printf(sql, " <= %s", wks_number_text(condition->maximum, digits));
    }
    for (size_t i = 0; i < condition->n_values; i++) {
        wks_buffer_text(sql, i == 0 ? " AND " : ", ");
        if (i == 0) {
            wks_sql_name(sql, condition->column);
            wks_buffer_text(sql, " IN (");
        }
        wks_sql_literal(sql, condition->values[i]);
    }
    wks_buffer_text(sql, condition->n_values > 0 ? "))" : ")");
}

static void put_conditions(wks_buffer *sql, const wks_condition *conditions, size_t n)
{
    wks_buffer_text(sql, "(true");
    for (size_t i = 0; i < n; i++) {
        wks_buffer_text(sql, " AND ");
        put_condition(sql, &conditions[i]);
    }
    wks_buffer_text(sql, ")");
}

/* The ages of a breakdown as a condition on a column of ages in years, or of codes for ages. */
static void put_age(wks_buffer *sql, const wks_source *source, const wks_breakdown *breakdown)
{
    if (!breakdown->has_age_years || source->age.column == NULL) {
        return;
    }
    wks_buffer_text(sql, " AND ");
    wks_sql_name(sql, source->age.column);
    if (source->age.n_map > 0) {
        wks_buffer_text(sql, " IN (NULL");
        for (size_t i = 0; i < source->age.n_map; i++) {
            if (wks_age_is_within(source->age.map[i].to, breakdown)) {
                wks_buffer_text(sql, ", ");
                wks_sql_literal(sql, source->age.map[i].from);
            }
        }
        wks_buffer_text(sql, ")");
        return;
    }
    wks_buffer_printf(sql, " BETWEEN %d AND %d", breakdown->age_from, breakdown->age_to);
}

/* The sex of a breakdown, as the codes of the source that mean it, or the code itself. */
static void put_sex(wks_buffer *sql, const wks_source *source, const wks_breakdown *breakdown)
{
    if (breakdown->sex == NULL || source->sex.column == NULL) {
        return;
    }
    wks_buffer_text(sql, " AND ");
    wks_sql_name(sql, source->sex.column);
    wks_buffer_text(sql, " IN (NULL");
    for (size_t i = 0; i < source->sex.n_map; i++) {
        if (wks_text_equal(source->sex.map[i].to, breakdown->sex)) {
            wks_buffer_text(sql, ", ");
            wks_sql_literal(sql, source->sex.map[i].from);
        }
    }
    if (source->sex.n_map == 0) {
        wks_buffer_text(sql, ", ");
        wks_sql_literal(sql, breakdown->sex);
    }
    wks_buffer_text(sql, ")");
}

/* Who belongs to a breakdown. */
static void put_group(wks_buffer *sql, const wks_source *source, const wks_breakdown *breakdown)
{
    put_age(sql, source, breakdown);
    put_sex(sql, source, breakdown);
}

/* FROM and WHERE of the records of a level that are in the base. */
static void put_base(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                     const wks_breakdown *breakdown, wks_level level)
{
    wks_buffer_text(sql, " FROM (SELECT *, ");
    wks_sql_area_at(sql, source, level);
    wks_buffer_text(sql, " AS area_at, CAST(");
    wks_sql_name(sql, source->columns[wks_sql_column_of(source, WKS_COLUMN_YEAR)].name);
    wks_buffer_text(sql, " AS VARCHAR) AS period_at FROM ");
    wks_sql_records_table(sql, source);
    wks_buffer_text(sql, " WHERE ");
    put_conditions(sql, measure->base, measure->n_base);
    put_group(sql, source, breakdown);
    if (measure->survey_weight != NULL) {
        wks_buffer_text(sql, " AND ");
        wks_sql_name(sql, measure->survey_weight);
        wks_buffer_text(sql, " > 0");
    }
    wks_buffer_text(sql, ") WHERE area_at IS NOT NULL");
}

static void put_records(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                        const wks_breakdown *breakdown, wks_level level)
{
    put_base(sql, source, measure, breakdown, level);
    wks_buffer_text(sql, " GROUP BY area_at, period_at ORDER BY area_at, period_at");
}

/* How many persons: the rows themselves where a person may stand in a year only once; only those
 * with a number in column, unless it is NULL. */
static void put_persons(wks_buffer *sql, const wks_source *source, const char *column)
{
    const int person = wks_sql_column_of(source, WKS_COLUMN_PSEUDONYM);
    if (source->unit == WKS_COUNTS_PERSONS || person < 0) {
        wks_buffer_text(sql, "count(*)");
    } else {
        wks_buffer_text(sql, "count(DISTINCT ");
        wks_sql_name(sql, source->columns[person].name);
        wks_buffer_text(sql, ")");
    }
    if (column != NULL) {
        wks_buffer_text(sql, " FILTER (WHERE ");
        wks_sql_name(sql, column);
        wks_buffer_text(sql, " IS NOT NULL)");
    }
}

/* Sums of the weight, of its square, and of those that satisfy; NULLs without a weight.  Ordered,
 * so that the last bits do not depend on the number of threads. */
static void put_weights(wks_buffer *sql, const wks_measure *measure)
{
    if (measure->survey_weight == NULL) {
        wks_buffer_text(sql, ", NULL::DOUBLE, NULL::DOUBLE, NULL::DOUBLE");
        return;
    }
    wks_buffer_text(sql, ", sum(");
    wks_sql_name(sql, measure->survey_weight);
    wks_buffer_text(sql, " ORDER BY delivery, row), sum(");
    wks_sql_name(sql, measure->survey_weight);
    wks_buffer_text(sql, " * ");
    wks_sql_name(sql, measure->survey_weight);
    wks_buffer_text(sql, " ORDER BY delivery, row), sum(");
    wks_sql_name(sql, measure->survey_weight);
    wks_buffer_text(sql, " ORDER BY delivery, row) FILTER (WHERE ");
    put_conditions(sql, measure->satisfies, measure->n_satisfies);
    wks_buffer_text(sql, ")");
}

/* How many different providers there are of the records with ...; end the condition. */
static void put_providers(wks_buffer *sql, const wks_source *source)
{
    if (source->provider_column == NULL) {
        wks_buffer_text(sql, "max(NULL::DOUBLE) FILTER (WHERE ");
        return;
    }
    wks_buffer_text(sql, "count(DISTINCT ");
    wks_sql_name(sql, source->provider_column);
    wks_buffer_text(sql, ") FILTER (WHERE ");
}

static void put_satisfying(wks_buffer *sql, const wks_measure *measure)
{
    wks_buffer_text(sql, "count(*), count(*) FILTER (WHERE ");
    put_conditions(sql, measure->satisfies, measure->n_satisfies);
    wks_buffer_text(sql, ")");
}

void wks_sql_count_records(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                           const wks_breakdown *breakdown, wks_level level)
{
    wks_buffer_text(sql, "SELECT area_at, period_at, ");
    put_satisfying(sql, measure);
    wks_buffer_text(sql, ", ");
    put_persons(sql, source, NULL);
    put_weights(sql, measure);
    wks_buffer_text(sql, ", min(delivery), ");
    put_providers(sql, source);
    put_conditions(sql, measure->satisfies, measure->n_satisfies);
    wks_buffer_text(sql, ")");
    put_records(sql, source, measure, breakdown, level);
}

void wks_sql_find_respondents(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                              const wks_breakdown *breakdown, wks_level level)
{
    wks_buffer_text(sql, "SELECT CAST(");
    wks_sql_name(sql, source->columns[wks_sql_column_of(source, WKS_COLUMN_YEAR)].name);
    wks_buffer_text(sql, " AS VARCHAR) AS period_at, coalesce(");
    wks_sql_area_at(sql, source, level);
    /* deliveries are samples of their own, also where they number their strata alike */
    wks_buffer_text(sql, ", '') AS area_at, delivery || ' ' || coalesce(CAST(");
    wks_sql_name(sql, source->stratum_column);
    wks_buffer_text(sql, " AS VARCHAR), '') AS stratum_at, ");
    wks_sql_name(sql, measure->survey_weight);
    wks_buffer_text(sql, ", CASE WHEN ");
    put_conditions(sql, measure->base, measure->n_base);
    put_group(sql, source, breakdown);
    wks_buffer_text(sql, " THEN CASE WHEN ");
    put_conditions(sql, measure->satisfies, measure->n_satisfies);
    wks_buffer_text(sql, " THEN 1 ELSE 0 END END FROM ");
    wks_sql_records_table(sql, source);
    wks_buffer_text(sql, " WHERE ");
    wks_sql_name(sql, measure->survey_weight);
    wks_buffer_text(sql, " > 0 ORDER BY period_at, stratum_at, area_at, delivery, row");
}

void wks_sql_count_cells(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                         const wks_breakdown *breakdown, wks_level level)
{
    wks_buffer_text(sql, "SELECT area_at, period_at, least(90, ");
    wks_sql_name(sql, source->age.column);
    wks_buffer_text(sql, " // 5 * 5) AS age_at, ");
    wks_sql_name(sql, source->sex.column);
    wks_buffer_text(sql, " AS sex_at, ");
    put_satisfying(sql, measure);
    wks_buffer_text(sql, ", ");
    if (measure->survey_weight == NULL) {
        wks_buffer_text(sql, "NULL::DOUBLE");
    } else {
        wks_sql_name(sql, measure->survey_weight);
    }
    wks_buffer_text(sql, " AS weight_at, min(delivery)");
    put_base(sql, source, measure, breakdown, level);
    wks_buffer_text(sql, " GROUP BY area_at, period_at, age_at, sex_at, weight_at "
                         "HAVING age_at IS NOT NULL AND sex_at IS NOT NULL ");
    wks_buffer_text(sql, "ORDER BY area_at, period_at, age_at, sex_at, weight_at");
}

void wks_sql_mean_records(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                          const wks_breakdown *breakdown, wks_level level)
{
    wks_buffer_text(sql, "SELECT area_at, period_at, count(");
    wks_sql_name(sql, measure->column);
    wks_buffer_text(sql, "), ");
    put_persons(sql, source, measure->column);
    wks_buffer_text(sql, ", avg(");
    wks_sql_name(sql, measure->column);
    wks_buffer_text(sql, " ORDER BY delivery, row), var_samp(");
    wks_sql_name(sql, measure->column);
    wks_buffer_text(sql, " ORDER BY delivery, row), min(delivery), ");
    put_providers(sql, source);
    wks_sql_name(sql, measure->column);
    wks_buffer_text(sql, " IS NOT NULL)");
    put_records(sql, source, measure, breakdown, level);
}

void wks_sql_largest_records(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                             const wks_breakdown *breakdown, wks_level level)
{
    const int person = wks_sql_column_of(source, WKS_COLUMN_PSEUDONYM);
    wks_buffer_text(sql, "SELECT area_at, period_at, max(y_at), "
                         "coalesce(list_reverse_sort(list(y_at))[2], 0) FROM (SELECT area_at, "
                         "period_at, sum(");
    wks_sql_name(sql, measure->column);
    wks_buffer_text(sql, " ORDER BY delivery, row) AS y_at");
    put_base(sql, source, measure, breakdown, level);
    wks_buffer_text(sql, " AND ");
    wks_sql_name(sql, measure->column);
    wks_buffer_text(sql, " IS NOT NULL GROUP BY area_at, period_at, ");
    if (source->unit == WKS_COUNTS_PERSONS || person < 0) {
        wks_buffer_text(sql, "delivery, row");
    } else {
        /* who is not known is a person of their own */
        wks_buffer_text(sql, "coalesce(");
        wks_sql_name(sql, source->columns[person].name);
        wks_buffer_text(sql, ", delivery || ' ' || row)");
    }
    wks_buffer_text(sql, ") GROUP BY area_at, period_at ORDER BY area_at, period_at");
}

void wks_sql_record_periods(wks_buffer *sql, const wks_source *source)
{
    wks_buffer_text(sql, "SELECT CAST(");
    wks_sql_name(sql, source->columns[wks_sql_column_of(source, WKS_COLUMN_YEAR)].name);
    wks_buffer_text(sql, " AS VARCHAR) AS period_at, max(length(");
    wks_sql_name(sql, source->columns[wks_sql_column_of(source, WKS_COLUMN_AREA)].name);
    wks_buffer_text(sql, ")), min(delivery) FROM ");
    wks_sql_records_table(sql, source);
    wks_buffer_text(sql, " GROUP BY period_at ORDER BY period_at");
}

/* The ages of a breakdown as a condition on the age groups of figures. */
static void put_age_groups(wks_buffer *sql, const wks_source *source,
                           const wks_breakdown *breakdown)
{
    if (breakdown->age == NULL) {
        return;
    }
    if (!source->ages_add_up || !breakdown->has_age_years) {
        wks_buffer_text(sql, " AND age = ");
        wks_sql_literal(sql, breakdown->age);
        return;
    }
    wks_buffer_text(sql, " AND age IN (NULL");
    for (size_t i = 0; i < source->age.n_map; i++) {
        if (wks_age_is_within(source->age.map[i].to, breakdown)) {
            wks_buffer_text(sql, ", ");
            wks_sql_literal(sql, source->age.map[i].to);
        }
    }
    wks_buffer_text(sql, ")");
}

/* FROM and WHERE of the figures of some columns and a breakdown. */
static void put_figures(wks_buffer *sql, const wks_source *source,
                        const wks_measure_columns *columns, const wks_breakdown *breakdown)
{
    wks_buffer_text(sql, " FROM figure WHERE source = ?1 AND period BETWEEN ?2 AND ?3 "
                         "AND replaced IS NULL AND measure IN (");
    for (size_t i = 0; i < columns->n_stems; i++) {
        wks_buffer_text(sql, i == 0 ? "lower(" : ", lower(");
        wks_sql_literal(sql, columns->stems[i]);
        wks_buffer_text(sql, ")");
    }
    wks_buffer_text(sql, ")");
    put_age_groups(sql, source, breakdown);
    if (breakdown->sex != NULL) {
        wks_buffer_text(sql, " AND sex = ");
        wks_sql_literal(sql, breakdown->sex);
    }
}

void wks_sql_find_figures(wks_buffer *sql, const wks_source *source,
                          const wks_measure_columns *columns, const wks_breakdown *breakdown)
{
    wks_buffer_text(sql, "SELECT area, period, value, status, delivery, row");
    put_figures(sql, source, columns, breakdown);
    wks_buffer_text(sql, " ORDER BY area, period, row, measure, delivery");
}

void wks_sql_find_cells(wks_buffer *sql, const wks_source *source,
                        const wks_measure_columns *columns, const wks_breakdown *breakdown)
{
    wks_buffer_text(sql, "SELECT area, period, age, sex, value");
    put_figures(sql, source, columns, breakdown);
    wks_buffer_text(sql, " AND age IS NOT NULL AND sex IS NOT NULL "
                         "ORDER BY area, period, age, sex, row, measure, delivery");
}
