/* What somebody may do here: the roles of accounts, and of those who ask without one. */
#ifndef DOMAIN_ROLE_H
#define DOMAIN_ROLE_H

#include <stdbool.h>

/* Bits, so that a route can name a set of them. */
enum role {
    R_COORDINATOR = 1,
    R_AID_OFFICER = 2,
    R_DIRECTOR = 4,
    R_KINDERGARTEN = 8,
    R_AUDITOR = 16,
    R_ADMINISTRATOR = 32,
    R_DEVICE = 64,   /* a checker with its token */
    R_ANYONE = 128,  /* no session needed */
    R_PARTNER = 256, /* of an institution of the address book: sees what was referred to it */
    R_STAFF = R_COORDINATOR | R_AID_OFFICER | R_DIRECTOR | R_KINDERGARTEN | R_AUDITOR | R_ADMINISTRATOR,
    R_SIGNED_IN = R_STAFF | R_PARTNER, /* all roles of accounts */
};
const char *role_name(enum role r);                /* "coordinator", ... */
bool role_parse(const char *name, enum role *ret); /* account roles only */

#endif
