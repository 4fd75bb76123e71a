/* tools/yaml_to_json.c - one YAML document in, the same as JSON out, at build time.
 *
 *   yaml_to_json IN.yaml OUT.json
 *
 * Mappings, sequences, quoted and plain scalars; plain null, true, false and numbers keep their
 * type.  Anchors and tags are refused.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include <yaml.h>

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_DEPTH = 64
};

typedef struct level {
    bool is_mapping;
    size_t n; /* keys and values, or items, so far */
} level;

static const char *in_path;

static void die(size_t line, const char *what)
{
    fprintf(stderr, "yaml_to_json: %s:%zu: %s\n", in_path, line + 1, what);
    exit(1);
}

static void put_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (const unsigned char *c = (const unsigned char *)text; *c != 0; c++) {
        if (*c == '"' || *c == '\\') {
            fprintf(out, "\\%c", *c);
        } else if (*c < 0x20) {
            fprintf(out, "\\u%04x", *c);
        } else {
            fputc(*c, out);
        }
    }
    fputc('"', out);
}

/* Integers and decimals as JSON writes them; "1.0.0" and "2024-01-01" are text. */
static bool is_number(const char *text)
{
    const char *digits = "0123456789";
    size_t n = strspn(text + (*text == '-'), digits);
    const char *at = text + (*text == '-') + n;
    if (n == 0) {
        return false;
    }
    if (*at == '.') {
        size_t n_after = strspn(at + 1, digits);
        return n_after > 0 && at[1 + n_after] == 0;
    }
    return *at == 0;
}

static void put_scalar(FILE *out, const yaml_event_t *event, bool is_key)
{
    const char *text = (const char *)event->data.scalar.value;
    bool is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !is_key;
    if (is_plain && (*text == 0 || strcmp(text, "~") == 0)) {
        fputs("null", out);
    } else if (is_plain && (strcmp(text, "null") == 0 || strcmp(text, "true") == 0 ||
                            strcmp(text, "false") == 0 || is_number(text))) {
        fputs(text, out);
    } else {
        put_string(out, text);
    }
}

/* The comma or colon that belongs before the next thing of this level. */
static void put_mark(FILE *out, level *at)
{
    if (at->is_mapping && at->n % 2 == 1) {
        fputc(':', out);
    } else if (at->n > 0) {
        fputc(',', out);
    }
    at->n++;
}

static void convert(yaml_parser_t *parser, FILE *out)
{
    level levels[MAX_DEPTH] = {0};
    size_t depth = 0;
    bool is_done = false;
    while (!is_done) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            die(parser->problem_mark.line, parser->problem);
        }
        bool is_start =
            event.type == YAML_MAPPING_START_EVENT || event.type == YAML_SEQUENCE_START_EVENT;
        if (event.type == YAML_ALIAS_EVENT) {
            die(event.start_mark.line, "no aliases here");
        } else if (event.type == YAML_SCALAR_EVENT) {
            level *at = &levels[depth];
            bool is_key = at->is_mapping && at->n % 2 == 0;
            put_mark(out, at);
            put_scalar(out, &event, is_key);
        } else if (is_start) {
            put_mark(out, &levels[depth]);
            if (++depth == MAX_DEPTH) {
                die(event.start_mark.line, "too deep");
            }
            levels[depth] = (level){.is_mapping = event.type == YAML_MAPPING_START_EVENT};
            fputc(levels[depth].is_mapping ? '{' : '[', out);
        } else if (event.type == YAML_MAPPING_END_EVENT || event.type == YAML_SEQUENCE_END_EVENT) {
            fputc(levels[depth].is_mapping ? '}' : ']', out);
            depth--;
        }
        is_done = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: yaml_to_json IN.yaml OUT.json\n", stderr);
        return 2;
    }
    in_path = argv[1];
    FILE *in = fopen(in_path, "rb");
    FILE *out = fopen(argv[2], "wb");
    if (in == NULL || out == NULL) {
        perror(in == NULL ? in_path : argv[2]);
        exit(1);
    }
    yaml_parser_t parser;
    int status = yaml_parser_initialize(&parser) ? 0 : 1;
    if (status == 0) {
        yaml_parser_set_input_file(&parser, in);
        convert(&parser, out);
        yaml_parser_delete(&parser);
    }
    fclose(in);
    if (fclose(out) != 0 || status != 0) {
        perror(argv[2]);
        return 1;
    }
    return 0;
}
