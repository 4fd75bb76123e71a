/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/rule_forced.h"

#include "base/language.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static bool is_text(wks_span span, const char *text)
{
    return strlen(text) == span.n && memcmp(span.at, text, span.n) == 0;
}

/* "gem=GM0153,sex=V", by column of the table. */
typedef struct asked {
    wks_span code[WKS_COUNT_TABLE_MOST_COLUMNS]; /* n 0: not named */
    bool is_above[WKS_COUNT_TABLE_MOST_COLUMNS]; /* a level above one that is named: any code */
} asked;

/* false: a column is named that the table does not have. */
static bool read_asked(const wks_count_table *table, const char *text, asked *out)
{
    *out = (asked){.is_above = {false}};
    for (const char *at = text; strcmp(text, "T") != 0 && at != NULL;) {
        const size_t n = strcspn(at, ",");
        const size_t sign = strcspn(at, "=");
        const wks_span name = wks_span_trim(at, sign);
        size_t k = 0;
        while (k < table->keys->n && !is_text(name, table->keys->columns[k])) {
            k++;
        }
        if (k == table->keys->n) {
            return false;
        }
        out->code[k] = wks_span_trim(at + sign + 1, n - sign - 1);
        at = at[n] == ',' ? at + n + 1 : NULL;
    }
    return true;
}

static void find_above(const wks_count_table *table, asked *of)
{
    for (size_t a = 0; a < table->n_axes; a++) {
        bool is_named = false;
        for (size_t k = table->axes[a].n_columns; k-- > 0;) {
            const size_t column = table->axes[a].column + k;
            is_named = is_named || of->code[column].n > 0;
            of->is_above[column] = is_named && of->code[column].n == 0;
        }
    }
}

static bool is_asked(const wks_count_table *table, const asked *of, const char *const *codes)
{
    for (size_t k = 0; k < table->keys->n; k++) {
        const bool is_right = of->code[k].n > 0
                                  ? is_text(of->code[k], codes[k])
                                  : of->is_above[k] || strcmp(codes[k], WKS_COUNT_TABLE_TOTAL) == 0;
        if (!is_right) {
            return false;
        }
    }
    return true;
}

typedef enum found {
    FOUND,
    OTHER_TABLE,
    NO_SUCH_CODE
} found;

static found find_cell(const wks_count_table *table, const char *text, size_t *out)
{
    asked of;
    if (!read_asked(table, text, &of)) {
        return OTHER_TABLE;
    }
    find_above(table, &of);
    for (*out = 0; *out < table->n_cells; (*out)++) {
        const char *codes[WKS_COUNT_TABLE_MOST_COLUMNS];
        wks_count_table_codes(table, *out, codes);
        if (is_asked(table, &of, codes)) {
            return FOUND;
        }
    }
    return NO_SUCH_CODE;
}

wks_code wks_rule_forced_apply(const wks_count_table *table, const wks_policy *policy,
                               wks_table_question *question, wks_error *err)
{
    for (size_t i = 0; i < policy->n_forced; i++) {
        size_t cell = 0;
        const found result = find_cell(table, policy->forced[i], &cell);
        if (result == OTHER_TABLE) {
            continue;
        }
        if (result == NO_SUCH_CODE) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: key 'forced': the table has no cell %s",
                                   "%s: 'forced': de tabel heeft geen cel %s"),
                            policy->file, policy->forced[i]);
        }
        wks_cell *of = &question->protection.cells[question->cell_of[cell]];
        if (of->state == WKS_CELL_PRIMARY) {
            return wks_fail(
                err, WKS_E_REFUSED,
                wks_tr("%s: cell %s must be shown (key 'forced'), and a rule hides it",
                       "%s: cel %s moet getoond worden ('forced'), en een regel verbergt "
                       "haar"),
                policy->file, policy->forced[i]);
        }
        of->state = WKS_CELL_KNOWN;
        of->cost = 0;
    }
    return WKS_OK;
}
