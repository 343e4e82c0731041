/* How long a device's token is good: a dated rule ends it after so many days without use
 * (device_unseen_days), another at a certain age (device_days). Its last day is worked out from the day on
 * which it took its token and the last day on which it was used; nothing here knows an hour. A device that
 * has ended is told so, and enrols anew; no card is refused because of it. */
#ifndef DOMAIN_DEVICE_LIFE_H
#define DOMAIN_DEVICE_LIFE_H

#include "base/date.h"
#include "domain/work/work.h"

struct device_rules {
    int64_t days, unseen; /* 0: no such rule, and nothing ends by it */
    int64_t notice;       /* days before its end at which a device is shown as ending */
};
/* Those of today. */
err device_rules_read(struct work *w, struct device_rules *ret) MUST_CHECK;

struct device_life {
    date since, seen; /* seen DATE_NONE: on no day since then */
    date life, ends;  /* last days; DATE_OPEN: none */
    int64_t unseen;   /* days */
};
/* life, ends and unseen from the two days. */
struct device_life device_life_of(const struct device_rules *r, date since, date seen);

/* It has a last day that is over, or comes within the days of the notice. */
struct device;
bool device_ends_soon(const struct device *d, const struct device_rules *r, date today);

/* All devices, by the rules of today. One that was enrolled before there were rules counts from today on.
 * Outside of any transaction; writes where something has changed. */
err device_life_renew(struct work *w) MUST_CHECK;
/* It was used on that day, as the doors say: true only where it could be. *ret_taken false: no such device, a
 * day to come, or one before it took its token. Not logged: the log would be a trail. */
err device_seen(struct work *w, int64_t id, date on, bool *ret_taken) MUST_CHECK;

#endif
