/* A legal history while it is played (conformance/histories.c): what was brought so far, and what must hold
 * of it. */
#ifndef SUPPORT_PLAY_H
#define SUPPORT_PLAY_H

#include "support/office.h"

#define PERSONS 26 /* letters of the table */
#define ORDERS  26
#define ACTS    16
#define TASKS   24

struct paper_order {
    int64_t id, case_id;
    char kind[8], number[64];
};

struct play {
    struct door *d;
    const char *table;
    int line;
    const char *title;
    char day[16];
    bool cited;
    int64_t case_id; /* of the first order */
    int64_t people[PERSONS], applications[PERSONS];
    struct office_card cards[PERSONS];
    char card_ends[PERSONS][16];
    struct paper_order orders[ORDERS];
    int order_count;
    struct {
        char name[8];
        int64_t id;
    } acts[ACTS];
    int act_count;
    int64_t run; /* the list of a month that was prepared last */
    size_t held; /* things that were held to be so */
};

#define wrong(p, ...)                                                                                        \
    do {                                                                                                     \
        print_error("%s:%d: %s\n", (p)->table, (p)->line, (p)->title);                                       \
        fail_msg(__VA_ARGS__);                                                                               \
    } while (0)

const char *answer_text(const struct play *p);
void answered(const struct play *p, int status, int wanted);
/* The value behind "name=" in the words of the line, taken out of them; NULL: it is not there. */
char *word_take(char **words, size_t *count, const char *name);
/* By its letter. */
struct paper_order *order_at(struct play *p, const char *label);
int64_t person_at(const struct play *p, const char *letter);

void play_run(struct play *p, char **words, size_t count);
void play_approve(struct play *p, char **words, size_t count);
/* What becomes of a payment that the list holds back. */
void play_say(struct play *p, char **words, size_t count);
/* What the list has for somebody and a month: an amount; why it waits; "no" for neither. */
void play_month_holds(struct play *p, char **words, size_t count);

/* A line that begins with "=". */
void play_holds(struct play *p, char **words, size_t count);

#endif
