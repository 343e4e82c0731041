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
/* Makes the address useless. Logged "calendar.withdraw"; nothing happens where there is none. */
err calendar_withdraw(struct work *w) MUST_CHECK;

/* The tasks of the address's owner in RFC 5545, appended to *ret. ERR_ABSENT "not_found" for any other text,
 * and also once the account was made inactive, was given another role, or had its password set by somebody
 * else: one answer for all of these. Logged "calendar.read" in the owner's name. */
err calendar_write(struct work *w, const char *secret, struct buf *ret) MUST_CHECK;

#endif
