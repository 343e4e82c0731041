/* The deadlines of a coordinator as a calendar that a phone subscribes to, by a secret address. It says when
 * and which file, never what or whom: calendars lie on screens that others see. */
#ifndef DOMAIN_CALENDAR_H
#define DOMAIN_CALENDAR_H

#include "base/buf.h"
#include "domain/work/work.h"

#define CALENDAR_PATH        "/calendar/" /* then the secret, then ".ics" */
#define CALENDAR_SECRET_TEXT 44

/* When the actor's own address was made; 0: there is none. */
err calendar_made(struct work *w, int64_t *ret_at) MUST_CHECK;
/* A new address, in place of the old one. *ret_secret is shown once; only its hash is kept. Logged
 * "calendar.make". */
err calendar_make(struct work *w, char ret_secret[CALENDAR_SECRET_TEXT]) MUST_CHECK;
/* The address is good for nothing from now on. Logged "calendar.withdraw"; nothing where there is none. */
err calendar_withdraw(struct work *w) MUST_CHECK;

/* RFC 5545, the tasks of whoever the address belongs to, appended to *ret. ERR_ABSENT "not_found" for any
 * other text, and once the account is or was inactive, of another role, or given a password by somebody else
 * meanwhile; one answer for all of them. Logged
 * "calendar.read" in the account's name. */
err calendar_write(struct work *w, const char *secret, struct buf *ret) MUST_CHECK;

#endif
