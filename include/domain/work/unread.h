/* A form whose members cannot all be read, and the rest of which is judged all the same, so that whoever
 * fills it in hears of everything at once. What could not be read stands as if it had not been given; nothing
 * that follows may be kept: the caller undoes its transaction. */
#ifndef DOMAIN_UNREAD_H
#define DOMAIN_UNREAD_H

#include "domain/work/work.h"

/* Of a work that judges: keeps the refusal e (ERR_INPUT) of its input and returns OK. A member that is not
 * known stays a refusal: a slip of a program, which no form shows. */
err unread_keep(struct work *w, err e) MUST_CHECK;

/* Ends the judging. e: what came of it. Where something could not be read, ERR_INPUT, and the work's problem
 * names that and beside it what the checks found, without what only follows: a fault of the same field or of
 * a part of it, an order of days of which one could not be read, a question. Whom the file is shut to is told
 * that. Else e. */
err unread_tell(struct work *w, err e) MUST_CHECK;

#endif
