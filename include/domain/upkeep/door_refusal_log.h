/* What the part that checks refused, in the log. */
#ifndef DOMAIN_DOOR_REFUSAL_LOG_H
#define DOMAIN_DOOR_REFUSAL_LOG_H

#include "domain/work/work.h"

/* Logs "refused" for the days that are over, once: how many, by organisation, route and code. */
err door_refusals_log(struct work *w) MUST_CHECK;

#endif
