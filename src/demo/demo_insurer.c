/* The insurer's delivery: a row per insured person and year, in another dialect every few years.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "demo/demo_delivery.h"
#include "demo/demo_random.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum {
    ROW_SIZE = 128,
    SALT_INSURER = 1
};

typedef struct dialect {
    char delimiter;
    bool has_title;        /* a line in windows-1252 above the header */
    bool has_mark;         /* starts with a UTF-8 byte order mark */
    bool is_decimal_comma; /* 236,50 */
    bool wants_parquet;
} dialect;

static dialect dialect_of(int year)
{
    return (dialect){.delimiter = year == 0 ? ';' : ',',
                     .has_title = year == 0,
                     .has_mark = year == 1 || year == 2,
                     .is_decimal_comma = year == 0,
                     .wants_parquet = year >= 3};
}

static char *put_text(char *at, const char *text)
{
    while (*text != '\0') {
        *at++ = *text++;
    }
    return at;
}

/* printf would take half of the time of the whole demo. */
static char *put_number(char *at, unsigned number)
{
    char digits[10];
    int n = 0;
    do {
        digits[n++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    while (n > 0) {
        *at++ = digits[--n];
    }
    return at;
}

static unsigned days_insured(const wks_demo_region *region, size_t number, int year)
{
    const wks_demo_person *person = &region->persons[number];
    wks_demo_random dice = wks_demo_random_start(region->seed, WKS_DEMO_FOR_PSEUDONYMS,
                                                 UINT64_C(0x100000000) + number);
    unsigned whole = year % 4 == 0 ? 366 : 365; /* 2020 and 2024 */
    bool is_last = year + 1 < WKS_DEMO_N_YEARS ? person->buurt[year + 1] < 0
                                               : wks_demo_random_chance(&dice, 0.03);
    return is_last ? 1 + (unsigned)wks_demo_random_below(&dice, whole) : whole;
}

static size_t compose_row(const wks_demo_region *region, size_t number, int year,
                          const dialect *form, char row[static ROW_SIZE])
{
    const wks_demo_person *person = &region->persons[number];
    const wks_demo_care *care = &person->care[year];
    char pseudonym[WKS_DEMO_PSEUDONYM_SIZE];
    wks_demo_delivery_pseudonym(region->seed, SALT_INSURER, number, pseudonym);
    const char delimiter = form->delimiter;
    unsigned numbers[] = {(unsigned)wks_demo_residents_age(person, year),
                          days_insured(region, number, year),
                          care->poh,
                          care->basis,
                          care->special,
                          care->bed_days,
                          care->cost};
    char *at = put_number(row, WKS_DEMO_FIRST_YEAR + (unsigned)year);
    *at++ = delimiter;
    at = put_text(at, pseudonym);
    *at++ = delimiter;
    at = put_text(at, region->areas.wijken[wks_demo_residents_wijk(region, person, year)].code);
    *at++ = delimiter;
    at = put_text(at, person->is_woman != 0 ? "vrouw" : "man");
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        *at++ = delimiter;
        at = put_number(at, numbers[i]);
    }
    at = form->is_decimal_comma ? put_text(at, ",00\r\n") : put_text(at, "\n");
    return (size_t)(at - row);
}

static void put_header(const dialect *form, wks_buffer *out)
{
    static const char *const columns[] = {
        "jaar",    "persoon",   "gebied",        "geslacht",      "leeftijd",  "verzekerde_dagen",
        "poh_ggz", "basis_ggz", "sggz_ambulant", "sggz_verblijf", "kosten_ggz"};
    if (form->has_mark) {
        wks_buffer_text(out, "\xEF\xBB\xBF");
    }
    if (form->has_title) { /* "een" with its accents, in windows-1252 */
        wks_buffer_text(out, "Zorggebruik, verzonnen cijfers: \xE9\xE9n regel per verzekerde\r\n");
    }
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (i > 0) {
            wks_buffer_put(out, &form->delimiter, 1);
        }
        wks_buffer_text(out, columns[i]);
    }
    wks_buffer_text(out, form->is_decimal_comma ? "\r\n" : "\n");
}

wks_code wks_demo_insurer_write(wks_demo_deliveries *deliveries, int year, wks_error *err)
{
    const wks_demo_region *region = deliveries->region;
    const dialect form = dialect_of(year);
    const char *name = NULL;
    const char *period = NULL;
    WKS_TRY(
        wks_demo_delivery_name(deliveries, "zorggebruik_demo", year, ".csv", &name, &period, err));
    wks_buffer out = {0};
    put_header(&form, &out);
    for (size_t i = 0; i < region->n_persons; i++) {
        if (region->persons[i].buurt[year] >= 0) {
            char row[ROW_SIZE];
            wks_buffer_put(&out, row, compose_row(region, i, year, &form, row));
        }
    }
    return wks_demo_delivery_write(deliveries,
                                   &(wks_demo_file){.file = name,
                                                    .source = "levering-zorggebruik",
                                                    .period = period,
                                                    .edition = WKS_DEMO_FIRST_YEAR + year,
                                                    .wants_parquet = form.wants_parquet},
                                   &out, err);
}
