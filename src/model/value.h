/* model/value.h - a number with a status, or an empty with a reason.
 *
 * There is no sentinel: an empty's numbers are NAN, and its status says why.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MODEL_VALUE_H
#define WKS_MODEL_VALUE_H

#include <stdbool.h>

typedef enum wks_status {
    WKS_STATUS_OK,             /* measured */
    WKS_STATUS_ESTIMATE,       /* a model's, or a weighted mean of parts */
    WKS_STATUS_CONVERTED,      /* computed from another edition's borders */
    WKS_STATUS_PROVISIONAL,    /* the owner may still change it */
    WKS_STATUS_HIDDEN,         /* empty: privacy */
    WKS_STATUS_TOO_FEW,        /* empty: a survey with too few respondents */
    WKS_STATUS_NOT_DELIVERED,  /* empty: the source holds no number */
    WKS_STATUS_NOT_APPLICABLE, /* empty: the question has no answer here */
    WKS_STATUS_NOT_RELEASED,   /* empty: waits for the gate */
    WKS_STATUS_BOUNDARY,       /* empty: the area's borders changed between editions */
    WKS_N_STATUSES
} wks_status;

typedef struct wks_value {
    double value; /* in the indicator's unit; NAN when the status is an empty */
    double lower; /* 95 % interval; NAN when there is none */
    double upper;
    wks_status status;
} wks_value;

const char *wks_status_code(wks_status status);        /* "not_delivered": in files and the API */
const char *wks_status_words(wks_status status);       /* in the language of the program */
const char *wks_status_dutch_code(wks_status status);  /* "geheim": in exports */
const char *wks_status_dutch_words(wks_status status); /* whatever the language of the program */
bool wks_status_parse(const char *code, wks_status *out);
bool wks_status_has_number(wks_status status);

/* An empty: NANs and the reason. */
wks_value wks_value_empty(wks_status status);

#endif
