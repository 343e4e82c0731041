/* What a day in the office holds that asks for everything at least once (support/answers.h). Each answer is
 * held against web/openapi.json. */
#ifndef SUPPORT_DAY_H
#define SUPPORT_DAY_H

#include "support/spec.h"

struct day {
    struct door *d;
    json_t *spec;
    struct office_file file;  /* a mother and a child with an UM */
    struct office_card card;  /* of the mother */
    struct office_file other; /* the same two, another order */
};

/* The last answer has that status and is described. */
void wrote(const struct day *t, int status);
/* GET of that address, answered with 200. */
void reads(const struct day *t, const char *target);

/* An order half written, then whole but for its end, of people the register knows. */
void day_drafts(const struct day *t);
/* An order that is asked about: by itself, and beside a fault. */
void day_questions(const struct day *t);
/* Somebody who is written down in two files, and then said to be two. */
void day_twins(const struct day *t);
/* Notes and readers of t->file, and what forms offer. */
void day_desk(const struct day *t);
/* The end of the order of t->file, tried. */
void day_act_tried(const struct day *t, const char *effective);

#endif
