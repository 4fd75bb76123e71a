/* base/error.h - how a function says that it failed.
 *
 * A function that can fail returns wks_code and writes one line of text into a wks_error that the
 * caller owns.  No allocation, no globals: an error can be reported when memory is gone.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_ERROR_H
#define WKS_BASE_ERROR_H

typedef enum wks_code {
    WKS_OK = 0,
    WKS_E_ARGUMENT,  /* the caller asked something impossible: a flag, a key, a shape */
    WKS_E_FORMAT,    /* a file or a setting does not hold what was expected */
    WKS_E_NOT_FOUND, /* an answer: what was asked for does not exist */
    WKS_E_REFUSED,   /* an answer: a rule of the gate or of use-rights forbids it */
    WKS_E_EXISTS,    /* an answer: it is there already */
    WKS_E_IO,        /* the system could not read, write or listen */
    WKS_E_STORE,     /* a database refused a statement */
    WKS_E_MEMORY,    /* out of memory, or past the cap of an arena */
    WKS_E_NUMERIC    /* a computation has no answer: singular, or no convergence */
} wks_code;

enum {
    WKS_ERROR_TEXT_SIZE = 1024
};

/* Caller-owned; set it to {0} or leave it unset: it is written only on failure. */
typedef struct wks_error {
    wks_code code;
    char text[WKS_ERROR_TEXT_SIZE]; /* one line, no newline, cut at the end when too long */
} wks_error;

#define WKS_MUST_CHECK __attribute__((warn_unused_result))
#define WKS_PRINTF(format_at, first_at) __attribute__((format(printf, format_at, first_at)))

/* The exit code of a program that ends with this: 0 done, 1 failed, 2 wrong use, 3 bad input,
 * 4 refused, 5 not found. */
int wks_code_exit_status(wks_code code);

/* Write code and text into err (which may be NULL) and return code: `return wks_fail(...)`. */
wks_code wks_fail(wks_error *err, wks_code code, const char *format, ...) WKS_PRINTF(3, 4);

/* Put "prefix: " before the text that err already holds; used where a caller knows the file that a
 * callee did not.  Returns code unchanged. */
wks_code wks_error_prefix(wks_error *err, wks_code code, const char *format, ...) WKS_PRINTF(3, 4);

/* The analyser looks at one file at a time, and fears that a failure comes back as WKS_OK. */
#ifdef __clang_analyzer__
#define wks_fail(err, code, ...) ((void)wks_fail((err), (code), __VA_ARGS__), (code))
#define wks_error_prefix(err, code, ...)                                                           \
    ((void)wks_error_prefix((err), (code), __VA_ARGS__), (code))
#endif

/* Pass a failure up unchanged.  The only macro in the project that hides control flow. */
#define WKS_TRY(call)                                                                              \
    do {                                                                                           \
        wks_code wks_try_code_ = (call);                                                           \
        if (wks_try_code_ != WKS_OK) {                                                             \
            return wks_try_code_;                                                                  \
        }                                                                                          \
    } while (0)

#endif
