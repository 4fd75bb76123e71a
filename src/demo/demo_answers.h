/* demo/demo_answers.h - what a resident would answer in the health survey.
 *
 * Every resident has answers, so that a test can hold the survey to the whole population; who is
 * asked, and answers, is decided in demo_survey.c.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_DEMO_DEMO_ANSWERS_H
#define WKS_DEMO_DEMO_ANSWERS_H

#include "demo/demo_residents.h"

#include <stddef.h>

typedef enum wks_demo_question {
    WKS_DEMO_MHI5,       /* 0..100 in steps of 4; 60 and under: psychological distress */
    WKS_DEMO_K10,        /* 10..50; 30 and over: high risk of anxiety or depression */
    WKS_DEMO_LONELINESS, /* 0..11; 3 and over: lonely */
    WKS_DEMO_CONTROL,    /* 7..35; 20 and over: moderate or much control over own life */
    WKS_DEMO_STRESS,     /* 1..4; 3 and 4: much stress */
    WKS_DEMO_HEALTH,     /* 1..5; 1 and 2: good */
    WKS_DEMO_ENDS_MEET,  /* 1..4; 3 and 4: difficulty */
    WKS_DEMO_N_QUESTIONS
} wks_demo_question;

typedef struct wks_demo_answers {
    int value[WKS_DEMO_N_QUESTIONS];
} wks_demo_answers;

/* The person (an index) lives in the region in that year. */
wks_demo_answers wks_demo_answers_of(const wks_demo_region *region, size_t person, int year);

#endif
