/* ours.c - one case of the bench: ours CASE FOLDER STEM ANSWERS [ARGUMENT]
 *
 * Prints the CPU seconds of the work without reading and writing files.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "ours.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct {
    const char *name;
    bench_case *run;
} cases[] = {
    {"dsr", bench_dsr},         {"isr", bench_isr},
    {"rate", bench_rate},       {"proportion", bench_proportion},
    {"life", bench_life},       {"sii", bench_sii},
    {"fh", bench_fh},           {"sfh", bench_sfh},
    {"bhf", bench_bhf},         {"bym2", bench_bym2},
    {"besag", bench_besag},     {"mrp", bench_mrp},
    {"hundred", bench_hundred}, {"intercept", bench_intercept},
    {"design", bench_design},   {"compare", bench_compare},
    {"rank", bench_rank},       {"its", bench_its},
    {"did", bench_did},
};

static void stop(const char *what, const char *detail)
{
    fprintf(stderr, "ours: %s%s\n", what, detail);
    exit(1);
}

void bench_must(wks_code code, const wks_error *err)
{
    if (code != WKS_OK) {
        stop("", err->text);
    }
}

static void *take(bench *b, size_t count, size_t size)
{
    void *out = wks_arena_alloc(&b->arena, count, size);
    if (out == NULL) {
        stop("out of memory", "");
    }
    return out;
}

static char *read_file(bench *b, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        stop("cannot read ", path);
    }
    const size_t n = (size_t)ftell(file);
    rewind(file);
    char *text = take(b, n + 1, 1);
    if (fread(text, 1, n, file) != n) {
        stop("cannot read ", path);
    }
    fclose(file);
    text[n] = 0;
    return text;
}

static double number(const char *cell)
{
    char *end = NULL;
    cell += *cell == '"';
    const double value = strtod(cell, &end);
    return end == cell ? NAN : value;
}

static void read_names(bench_table *table, char *line)
{
    for (char *next = NULL, *name = strtok_r(line, ",\r", &next); name != NULL;
         name = strtok_r(NULL, ",\r", &next)) {
        name += *name == '"';
        name[strcspn(name, "\"")] = 0;
        if (table->n_columns == sizeof table->name / sizeof table->name[0]) {
            stop("too many columns: ", table->path);
        }
        table->name[table->n_columns++] = name;
    }
}

bench_table bench_read(bench *b, const char *what)
{
    bench_table table = {0};
    table.path = wks_arena_printf(&b->arena, what == NULL ? "%s/%s%s.csv" : "%s/%s-%s.csv",
                                  b->folder, b->stem, what == NULL ? "" : what);
    char *text = read_file(b, table.path);
    char *line = strchr(text, '\n');
    if (line == NULL) {
        stop("no lines: ", table.path);
    }
    *line++ = 0;
    for (const char *at = line; *at != 0; at++) {
        table.n += *at == '\n';
    }
    read_names(&table, text);
    table.cell = take(b, table.n * table.n_columns, sizeof *table.cell);
    for (size_t i = 0; i < table.n; i++) {
        char *end = strchr(line, '\n');
        for (size_t k = 0; k < table.n_columns; k++) {
            table.cell[i + k * table.n] = number(line);
            line += strcspn(line, ",\n");
            line += *line == ',';
        }
        line = end + 1;
    }
    return table;
}

const double *bench_column(const bench_table *table, const char *name)
{
    for (size_t k = 0; k < table->n_columns; k++) {
        if (strcmp(table->name[k], name) == 0) {
            return table->cell + k * table->n;
        }
    }
    stop("no such column: ", name);
    return NULL;
}

size_t *bench_codes(bench *b, const bench_table *table, const char *name)
{
    const double *value = bench_column(table, name);
    size_t *code = take(b, table->n, sizeof *code);
    double least = value[0];
    for (size_t i = 0; i < table->n; i++) {
        least = fmin(least, value[i]);
    }
    for (size_t i = 0; i < table->n; i++) {
        code[i] = (size_t)(value[i] - least);
    }
    return code;
}

size_t bench_n_codes(size_t n, const size_t *code)
{
    size_t most = 0;
    for (size_t i = 0; i < n; i++) {
        most = code[i] + 1 > most ? code[i] + 1 : most;
    }
    return most;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void bench_start(bench *b)
{
    b->started = now();
}

void bench_stop(bench *b, size_t repeats)
{
    b->seconds = (now() - b->started) / (double)repeats;
}

void bench_answer(bench *b, const char *what, size_t index, double value)
{
    fprintf(b->answers, "%s,%zu,%.17g\n", what, index, value);
}

void bench_answer_all(bench *b, const char *what, size_t n, const double *value)
{
    for (size_t i = 0; i < n; i++) {
        bench_answer(b, what, i + 1, value[i]);
    }
}

int main(int argc, char **argv)
{
    bench b = {0};
    if (argc < 5) {
        stop("usage: ours CASE FOLDER STEM ANSWERS [ARGUMENT]", "");
    }
    b.folder = argv[2];
    b.stem = argv[3];
    b.argument = argc > 5 ? (int)strtol(argv[5], NULL, 10) : 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (strcmp(argv[1], cases[i].name) == 0) {
            b.answers = fopen(argv[4], "w");
            if (b.answers == NULL) {
                stop("cannot write ", argv[4]);
            }
            wks_arena_init(&b.arena, 0);
            cases[i].run(&b);
            wks_arena_clear(&b.arena);
            if (fclose(b.answers) != 0) {
                stop("cannot write ", argv[4]);
            }
            printf("%.9f\n", b.seconds);
            return 0;
        }
    }
    stop("no such case: ", argv[1]);
}
