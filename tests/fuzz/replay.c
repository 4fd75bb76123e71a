/* tests/fuzz/replay.c - runs a fuzz target on files, without a fuzzer.
 *
 * replay FOLDER: one TAP claim for each file of the corpus; a crash is what fails.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* The whole file in a block of exactly its size, so that a read past the end is seen. */
static int replay_file(const char *path)
{
    int status = 1;
    uint8_t *bytes = NULL;
    FILE *in = fopen(path, "rb");
    if (in == NULL || fseek(in, 0, SEEK_END) != 0) {
        goto done;
    }
    long length = ftell(in);
    if (length < 0 || fseek(in, 0, SEEK_SET) != 0) {
        goto done;
    }
    size_t size = (size_t)length;
    bytes = malloc(size > 0 ? size : 1);
    if (bytes == NULL || fread(bytes, 1, size, in) != size) {
        goto done;
    }
    status = LLVMFuzzerTestOneInput(bytes, size);
done:
    free(bytes);
    if (in != NULL) {
        fclose(in);
    }
    return status;
}

static int is_file_name(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

int main(int argc, char **argv)
{
    struct dirent **entries = NULL;
    int count = argc == 2 ? scandir(argv[1], &entries, is_file_name, alphasort) : -1;
    if (count < 0) {
        fprintf(stderr, "usage: %s FOLDER (%s)\n", argv[0], strerror(errno));
        return 2;
    }
    printf("1..%d\n", count);
    int failures = count == 0; /* an empty corpus proves nothing */
    for (int i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", argv[1], entries[i]->d_name);
        printf("# %s\n", entries[i]->d_name); /* said first: a crash leaves its name behind */
        fflush(stdout);
        int status = replay_file(path);
        failures += status != 0;
        printf("%s %d - survives %s\n", status == 0 ? "ok" : "not ok", i + 1, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return failures == 0 ? 0 : 1;
}
