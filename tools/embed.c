/* tools/embed.c - turns files into C source at build time; gcc 12 has no #embed.
 *
 *   embed text OUT.c NAME FILE...          the tables of base/embedded.h from text files
 *   embed web OUT.c NAME DIR [DEPFILE]     the same from a folder of built pages, compressed
 *
 * The output is replaced in one rename, and only when it differs, so that nothing is rebuilt for
 * nothing. SPDX-License-Identifier: EUPL-1.2
 */
#include <brotli/encode.h>
#include <sodium.h>
#include <zlib.h>

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A short run at build time: memory is left to the end of the process. */

typedef struct buffer {
    unsigned char *bytes;
    size_t size;
    size_t capacity;
} buffer;

typedef struct file_list {
    char **paths;
    size_t count;
    size_t capacity;
} file_list;

static void die(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

static void die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("embed: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static void *grow(void *old, size_t size)
{
    void *bigger = realloc(old, size > 0 ? size : 1);
    if (bigger == NULL) {
        die("out of memory");
    }
    return bigger;
}

static void append(buffer *to, const void *bytes, size_t size)
{
    if (to->size + size > to->capacity) {
        to->capacity = (to->size + size) * 2;
        to->bytes = grow(to->bytes, to->capacity);
    }
    if (size > 0) {
        memcpy(to->bytes + to->size, bytes, size);
    }
    to->size += size;
}

static void print(buffer *to, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void print(buffer *to, const char *format, ...)
{
    char *line = NULL;
    va_list args;
    va_start(args, format);
    int length = vasprintf(&line, format, args);
    va_end(args);
    if (length < 0) {
        die("out of memory");
    }
    append(to, line, (size_t)length);
    free(line);
}

static char *join(const char *folder, const char *name)
{
    buffer path = {0};
    print(&path, "%s/%s", folder, name);
    append(&path, "", 1);
    return (char *)path.bytes;
}

/* The bytes of a file; *is_missing tells a file that is not there from one that cannot be read. */
static buffer read_file(const char *path, int *is_missing)
{
    buffer content = {0};
    FILE *in = fopen(path, "rb");
    if (in == NULL) {
        if (is_missing != NULL && errno == ENOENT) {
            *is_missing = 1;
            return content;
        }
        die("%s: %s", path, strerror(errno));
    }
    unsigned char chunk[65536];
    size_t n = 0;
    while ((n = fread(chunk, 1, sizeof chunk, in)) > 0) {
        append(&content, chunk, n);
    }
    if (ferror(in)) {
        die("%s: %s", path, strerror(errno));
    }
    fclose(in);
    return content;
}

static void write_if_changed(const char *path, const buffer *content)
{
    int is_missing = 0;
    buffer old = read_file(path, &is_missing);
    if (!is_missing && old.size == content->size && content->size > 0 &&
        memcmp(old.bytes, content->bytes, old.size) == 0) {
        return;
    }
    buffer temporary = {0};
    print(&temporary, "%s.%ld.tmp", path, (long)getpid());
    append(&temporary, "", 1);
    const char *temporary_path = (const char *)temporary.bytes;
    FILE *out = fopen(temporary_path, "wb");
    if (out == NULL) {
        die("%s: %s", temporary_path, strerror(errno));
    }
    size_t written = fwrite(content->bytes, 1, content->size, out);
    if (fclose(out) != 0 || written != content->size) {
        int reason = errno;
        unlink(temporary_path);
        die("%s: %s", temporary_path, strerror(reason));
    }
    if (rename(temporary_path, path) != 0) {
        die("%s: %s", path, strerror(errno));
    }
}

/* A string literal compiles many times faster than a list of numbers.  Octal escapes are closed
 * after three digits, so the next byte cannot run into them; '?' is one of them because C17 still
 * has trigraphs. */
static void print_literal(buffer *to, const unsigned char *bytes, size_t size)
{
    const size_t bytes_per_line = 100;
    append(to, "\"", 1);
    for (size_t i = 0; i < size; i++) {
        if (i > 0 && i % bytes_per_line == 0) {
            append(to, "\"\n\"", 3);
        }
        unsigned char byte = bytes[i];
        if (byte == '\n') {
            append(to, "\\n", 2);
        } else if (byte == '"' || byte == '\\') {
            char escaped[2] = {'\\', (char)byte};
            append(to, escaped, 2);
        } else if (byte < 32 || byte > 126 || byte == '?') {
            char octal[4] = {'\\', (char)('0' + (byte >> 6)), (char)('0' + ((byte >> 3) & 7)),
                             (char)('0' + (byte & 7))};
            append(to, octal, 4);
        } else {
            append(to, &byte, 1);
        }
    }
    append(to, "\"", 1);
}

static void print_preamble(buffer *to)
{
    print(to, "/* Made by tools/embed; not to be changed by hand.\n"
              " * SPDX-License-Identifier: EUPL-1.2\n */\n"
              "#include \"base/embedded.h\"\n\n"
              "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n");
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* "0001_release.sql" becomes "0001_release", and what C does not take in a name becomes '_'. */
static char *stem_of(const char *path)
{
    char *stem = strdup(base_name(path));
    if (stem == NULL) {
        die("out of memory");
    }
    char *dot = strchr(stem, '.');
    if (dot != NULL) {
        *dot = '\0';
    }
    for (char *c = stem; *c != '\0'; c++) {
        int is_word =
            (*c >= '0' && *c <= '9') || (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z');
        if (!is_word) {
            *c = '_';
        }
    }
    return stem;
}

static int by_base_name(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(base_name(*left), base_name(*right));
}

static void embed_text(const char *out_path, const char *name, char **paths, size_t count)
{
    buffer out = {0};
    buffer rows = {0};
    qsort(paths, count, sizeof *paths, by_base_name);
    print_preamble(&out);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && by_base_name(&paths[i - 1], &paths[i]) == 0) {
            die("%s and %s have the same name", paths[i - 1], paths[i]);
        }
        buffer content = read_file(paths[i], NULL);
        if (content.size > 0 && memchr(content.bytes, '\0', content.size) != NULL) {
            die("%s: holds a zero byte, so it is not text", paths[i]);
        }
        char *stem = stem_of(paths[i]);
        print(&out, "extern const char %s_%s[];\nconst char %s_%s[] =\n", name, stem, name, stem);
        print_literal(&out, content.bytes, content.size);
        print(&out, ";\n\n");
        print(&rows, "    {\"%s\", %s_%s, %zu},\n", base_name(paths[i]), name, stem, content.size);
    }
    print(&out, "extern const wks_embedded_text %s[];\nconst wks_embedded_text %s[] = {\n", name,
          name);
    append(&out, rows.bytes, rows.size);
    print(&out, "};\n\nextern const size_t %s_count;\nconst size_t %s_count = %zu;\n", name, name,
          count);
    write_if_changed(out_path, &out);
}

static const char *mime_of(const char *path)
{
    static const char *const types[][2] = {
        {".css", "text/css; charset=utf-8"},
        {".html", "text/html; charset=utf-8"},
        {".ico", "image/x-icon"},
        {".js", "text/javascript; charset=utf-8"},
        {".json", "application/json"},
        {".map", "application/json"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".png", "image/png"},
        {".svg", "image/svg+xml"},
        {".txt", "text/plain; charset=utf-8"},
        {".webmanifest", "application/manifest+json"},
        {".webp", "image/webp"},
        {".woff2", "font/woff2"},
        {".xml", "application/xml"},
    };
    const char *ending = strrchr(base_name(path), '.');
    for (size_t i = 0; ending != NULL && i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(ending, types[i][0]) == 0) {
            return types[i][1];
        }
    }
    die("%s: no media type is known for this ending; add it to mime_of in tools/embed.c", path);
}

static void add_path(file_list *list, char *path)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity * 2 + 16;
        list->paths = grow(list->paths, list->capacity * sizeof *list->paths);
    }
    list->paths[list->count++] = path;
}

static void walk(const char *folder, file_list *files, file_list *folders)
{
    DIR *dir = opendir(folder);
    if (dir == NULL) {
        die("%s: %s", folder, strerror(errno));
    }
    add_path(folders, join(folder, "."));
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        char *path = join(folder, entry->d_name);
        struct stat info;
        if (stat(path, &info) != 0) {
            die("%s: %s", path, strerror(errno));
        }
        if (S_ISDIR(info.st_mode)) {
            walk(path, files, folders);
        } else {
            add_path(files, path);
        }
    }
    closedir(dir);
}

static int by_path(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

static buffer gzip(const buffer *content)
{
    z_stream stream = {0};
    const int gzip_window =
        15 + 16; /* the header that zlib then writes holds no time and no name */
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, 9, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
        die("zlib does not start");
    }
    buffer out = {0};
    out.capacity = deflateBound(&stream, (uLong)content->size);
    out.bytes = grow(NULL, out.capacity);
    stream.next_in = content->bytes;
    stream.avail_in = (uInt)content->size;
    stream.next_out = out.bytes;
    stream.avail_out = (uInt)out.capacity;
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) {
        die("zlib does not finish");
    }
    out.size = stream.total_out;
    deflateEnd(&stream);
    return out;
}

static buffer brotli(const buffer *content)
{
    buffer out = {0};
    out.capacity = BrotliEncoderMaxCompressedSize(content->size);
    out.bytes = grow(NULL, out.capacity);
    out.size = out.capacity;
    if (!BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_MAX_WINDOW_BITS, BROTLI_MODE_GENERIC,
                               content->size, content->bytes, &out.size, out.bytes)) {
        die("brotli does not finish");
    }
    return out;
}

/* The bytes as a static array, and in rows the body that points at it. */
static void print_body(buffer *out, buffer *rows, size_t index, const char *coding,
                       const char *hash, const buffer *body)
{
    print(out, "static const unsigned char %s_%zu[] =\n", coding, index);
    print_literal(out, body->bytes, body->size);
    print(out, ";\n\n");
    const char *dash = strcmp(coding, "identity") == 0 ? "" : "-";
    print(rows, "     {%s_%zu, %zu, \"\\\"%s%s%s\\\"\"},\n", coding, index, body->size, hash, dash,
          *dash != '\0' ? coding : "");
}

static void print_file(buffer *out, buffer *rows, size_t index, const char *root, const char *path)
{
    buffer content = read_file(path, NULL);
    unsigned char digest[crypto_hash_sha256_BYTES];
    char hash[33];
    crypto_hash_sha256(digest, content.bytes, content.size);
    sodium_bin2hex(hash, sizeof hash, digest, 16);
    print(rows, "    {\"%s\", \"%s\",\n", path + strlen(root), mime_of(path));
    print_body(out, rows, index, "identity", hash, &content);
    buffer zipped = gzip(&content);
    buffer brotlied = brotli(&content);
    /* Pictures and fonts are compressed already: a body that saves nothing only costs time. */
    if (zipped.size < content.size) {
        print_body(out, rows, index, "gzip", hash, &zipped);
    } else {
        print(rows, "     {NULL, 0, NULL},\n");
    }
    if (brotlied.size < content.size) {
        print_body(out, rows, index, "br", hash, &brotlied);
    } else {
        print(rows, "     {NULL, 0, NULL},\n");
    }
    print(rows, "    },\n");
}

static void embed_web(const char *out_path, const char *name, const char *root, const char *depfile)
{
    file_list files = {0};
    file_list folders = {0};
    struct stat info;
    int is_there = stat(root, &info) == 0;
    if (is_there) {
        walk(root, &files, &folders);
    } else {
        fprintf(stderr,
                "embed: %s is not there: the server will have no pages (web/build.sh makes them)\n",
                root);
    }
    if (files.count > 0) {
        qsort(files.paths, files.count, sizeof *files.paths, by_path);
    }
    buffer out = {0};
    buffer rows = {0};
    print_preamble(&out);
    for (size_t i = 0; i < files.count; i++) {
        print_file(&out, &rows, i, root, files.paths[i]);
    }
    if (files.count == 0) {
        print(&rows, "    {NULL, NULL, {NULL, 0, NULL}, {NULL, 0, NULL}, {NULL, 0, NULL}},\n");
    }
    print(&out, "extern const wks_embedded_file %s[];\nconst wks_embedded_file %s[] = {\n", name,
          name);
    append(&out, rows.bytes, rows.size);
    print(&out, "};\n\nextern const size_t %s_count;\nconst size_t %s_count = %zu;\n", name, name,
          files.count);
    write_if_changed(out_path, &out);
    if (depfile != NULL) {
        buffer rule = {0};
        print(&rule, "%s:", out_path);
        if (!is_there) {
            print(&rule, " %s", root); /* a missing one keeps the rule due until it appears */
        }
        for (size_t i = 0; i < folders.count; i++) {
            print(&rule, " \\\n  %s", folders.paths[i]);
        }
        for (size_t i = 0; i < files.count; i++) {
            print(&rule, " \\\n  %s", files.paths[i]);
        }
        print(&rule, "\n");
        write_if_changed(depfile, &rule);
    }
}

int main(int argc, char **argv)
{
    if (sodium_init() < 0) {
        die("libsodium does not start");
    }
    if (argc >= 5 && strcmp(argv[1], "text") == 0) {
        embed_text(argv[2], argv[3], argv + 4, (size_t)(argc - 4));
        return 0;
    }
    if ((argc == 5 || argc == 6) && strcmp(argv[1], "web") == 0) {
        embed_web(argv[2], argv[3], argv[4], argc == 6 ? argv[5] : NULL);
        return 0;
    }
    fputs("usage: embed text OUT.c NAME FILE...\n       embed web OUT.c NAME DIR [DEPFILE]\n",
          stderr);
    return 2;
}
