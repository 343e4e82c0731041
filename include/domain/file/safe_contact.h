/* How a protected person may be reached: by nobody and nothing until she has said how. */
#ifndef DOMAIN_SAFE_CONTACT_H
#define DOMAIN_SAFE_CONTACT_H

#include "domain/work/work.h"

/* How she may be reached. The default, also where no row stands, is not at all. */
struct safe_contact {
    int64_t person;
    const char *channel; /* "none", "phone", "sms", "email", "in_person" */
    const char *detail, *hours, *address;
    int64_t unsafe_since; /* 0: believed safe */
};
err safe_contact_read(struct work *w, int64_t person, struct safe_contact *ret) MUST_CHECK;
/* The caller's transaction and log entry. ERR_INPUT "unknown_channel". Believed safe from now on. */
err safe_contact_write(struct work *w, int64_t person, const struct safe_contact *in) MUST_CHECK;
/* Mark the channel unsafe from now on; a channel nobody noted yet too. */
err safe_contact_unsafe(struct work *w, int64_t person) MUST_CHECK;

#endif
