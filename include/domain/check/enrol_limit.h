/* How many enrolment codes were tried from a network address lately. In memory alone: the store of the doors
 * keeps no address of anybody. Guards itself with one lock. */
#ifndef DOMAIN_ENROL_LIMIT_H
#define DOMAIN_ENROL_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

#define ENROL_FAILURES 20        /* per address and window */
#define ENROL_WINDOW   (15 * 60) /* seconds */

struct enrol_limit;
err enrol_limit_make(struct enrol_limit **ret) MUST_CHECK; /* ERR_SYSTEM: memory ran out */
void enrol_limit_free(struct enrol_limit **l);             /* takes NULL */
/* Counts one more from there; false: ENROL_FAILURES have failed within the window. Of 1024 addresses the one
 * that was longest silent makes room. ticks: of clock_ticks(). */
bool enrol_limit_allows(struct enrol_limit *l, const char *address, int64_t ticks);
/* The last one was good. */
void enrol_limit_forgive(struct enrol_limit *l, const char *address);

#endif
