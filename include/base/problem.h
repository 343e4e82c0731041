/* Why something was refused: a stable code, the field it concerns, one sentence. Holds no personal
 * data: texts quote limits and choices, never what was typed. */
#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct problem {
    char code[40];          /* "bad_date", "unknown_kind", ...: stable, for programs and translations */
    char field[80];         /* "persons[1].nid", a CSV column, or "" */
    char detail[240];       /* one English sentence */
    err means;              /* what it was refused with */
    bool question;          /* it is recorded once somebody has confirmed it (domain/work/question.h) */
    struct problem *faults; /* all that is wrong with the form, this one among them; NULL: only this */
    size_t fault_count;
};

/* Fill *p (may be NULL), no question and no list, and return e, so that `return problem_set(...)` is one
 * line. */
err problem_set(struct problem *p, err e, const char *code, const char *field, const char *detail, ...)
    FORMAT(5, 6);

/* Put `prefix` and a dot before the field named so far: "nid" becomes "persons[1].nid", here and in the list
 * of faults. No dot before "[", nor when no field is named. */
void problem_prefix(struct problem *p, const char *prefix, ...) FORMAT(2, 3);

#endif
