/* Questions: what somebody must answer before it is recorded. A paper may say what the law does not provide
 * for; whoever holds it confirms that it says so. A question is neither a fault, which no answer mends, nor a
 * warning, which waits for none. */
#ifndef DOMAIN_QUESTION_H
#define DOMAIN_QUESTION_H

#include "domain/work/work.h"

/* OK where the answer stands among w->confirmed: then it becomes a warning of that code, so that the answer
 * tells of it, and the log (office/audit.h). Else ERR_CONFLICT, and w->problem.question is set. `code` is
 * good to the end of the program; `field` names the member, as in refuse(). */
err question_ask(struct work *w, const char *code, const char *field, const char *sentence, ...)
    FORMAT(4, 5) MUST_CHECK;

/* Takes the place of all that was confirmed before. Each text is a code ("end_beyond_term"), or a code and a
 * field ("same_person:persons[1]") where only the question at that place is answered; those that are not
 * asked count for nothing. The texts live as long as the arena. */
err question_confirm(struct work *w, const char *const *texts, size_t count) MUST_CHECK;

/* "end_beyond_term, same_person": what was asked and confirmed so far, in the arena; NULL: nothing. */
err question_confirmed(struct work *w, const char **ret) MUST_CHECK;

#endif
