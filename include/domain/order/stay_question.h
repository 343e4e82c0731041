/* What follows where a family enters a shelter or leaves it: asked of the coordinator, and a task until it is
 * answered. */
#ifndef DOMAIN_STAY_QUESTION_H
#define DOMAIN_STAY_QUESTION_H

#include "domain/work/work.h"

enum stay_move { STAY_ENTERED = 1, STAY_LEFT };
enum stay_matter {
    STAY_CONTACT = 1,  /* do number, hours, address still hold; always asked */
    STAY_CARD,         /* has she it with her; asked where somebody of the file has a card that is good */
    STAY_KINDERGARTEN, /* do the children go on there; asked where one is enrolled */
};
enum stay_answer { ANSWER_CHANGED = 1, ANSWER_STAYS };
const char *stay_move_name(enum stay_move m);     /* "entered", "left" */
const char *stay_matter_name(enum stay_matter m); /* "contact", ... */
const char *stay_answer_name(enum stay_answer a); /* "changed", "stays"; NULL: none */
bool stay_move_parse(const char *name, enum stay_move *ret);
bool stay_matter_parse(const char *name, enum stay_matter *ret);
bool stay_answer_parse(const char *name, enum stay_answer *ret);

/* Asks what applies. The caller's transaction; the same move of the same stay asks once. */
err stay_questions_ask(struct work *w, int64_t case_id, int64_t stay, enum stay_move moved) MUST_CHECK;

struct stay_question {
    int64_t id, stay;
    enum stay_move moved;
    enum stay_matter what;
    date asked_on;
    enum stay_answer answer; /* 0: open */
    const char *answered_by; /* NULL while open */
};
/* The stay was put right: its questions belong to the row in its place. The caller's transaction. */
err stay_questions_move(struct work *w, int64_t from, int64_t to) MUST_CHECK;

/* Of a file, oldest first; none of a stay that never was. Past the guard. Logged "stay.questions". */
err stay_question_list(struct work *w, int64_t case_id, struct stay_question **ret,
                       size_t *ret_count) MUST_CHECK;

/* Past the guard of the file, whose version it takes. ERR_ABSENT "no_such_question"; ERR_CONFLICT
 * "already_answered". Logged "stay.answer". */
err stay_question_answer(struct work *w, int64_t id, int64_t version, enum stay_answer answer) MUST_CHECK;

#endif
