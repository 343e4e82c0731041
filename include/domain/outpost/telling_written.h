/* The tables of check.db that checks write. */
#ifndef DOMAIN_TELLING_WRITTEN_H
#define DOMAIN_TELLING_WRITTEN_H

#include "domain/outpost/telling.h"

/* In place of whatever stands there: the register's own rows of its last day. What was not collected is lost.
 */
err telling_written(struct telling *t) MUST_CHECK;

#endif
