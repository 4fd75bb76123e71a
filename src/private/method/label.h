/* private/method/label.h - what is said of a number that was compared.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_LABEL_H
#define WKS_PRIVATE_METHOD_LABEL_H

typedef enum wks_label {
    WKS_LABEL_NONE, /* no verdict: the reason says why */
    WKS_LABEL_HIGHER,
    WKS_LABEL_LOWER,
    WKS_LABEL_NO_DIFFERENCE /* none that these data can show; not: equal */
} wks_label;

typedef enum wks_label_reason {
    WKS_REASON_NONE,            /* there is a verdict */
    WKS_REASON_NO_MARGIN,       /* the source gives no margin here */
    WKS_REASON_MISSING,         /* hidden, or not delivered */
    WKS_REASON_TOO_FEW,         /* fewer observations than the caller asks for */
    WKS_REASON_NO_REST,         /* the only area of its group, or no other with a figure */
    WKS_REASON_ZERO_POPULATION, /* nobody lives there, or nobody answered */
    WKS_REASON_NOT_COMPARABLE   /* another definition, method or border: use-rights forbid it */
} wks_label_reason;

/* For files: "higher", "lower", "no_demonstrable_difference", "none"; and "", "no_margin",
 * "missing", "too_few", "no_rest", "zero_population", "not_comparable".  Live for ever. */
const char *wks_label_code(wks_label label);
const char *wks_label_reason_code(wks_label_reason reason);

/* For people, in the chosen language: a few words; "" for WKS_REASON_NONE. */
const char *wks_label_text(wks_label label);
const char *wks_label_reason_text(wks_label_reason reason);

#endif
