/* The municipality whose register this is. */
#ifndef DOMAIN_MUNICIPALITY_H
#define DOMAIN_MUNICIPALITY_H

#include "domain/work/work.h"

struct municipality {
    const char *name;         /* "Gjirokastër" */
    const char *neutral_name; /* what cards and checkers show: "Bashkia Gjirokastër" */
    const char *card_title;   /* "Kartë shërbimesh" */
    const char *help_line;    /* printed on cards, may be "" */
    const char *base_uri;     /* "https://karta.example.al", without a slash at the end */
};

/* Fill an empty register: municipality, units, public keys. ERR_CONFLICT "already_set_up"; ERR_INPUT with the
 * field. Logged. */
err municipality_create(struct work *w, const struct municipality *in, const char *const *units,
                        size_t unit_count) MUST_CHECK;
err municipality_read(struct work *w, struct municipality *ret) MUST_CHECK;

/* Stores the public keys of the key directory that the database does not have yet: at start, and after a new
 * key was made. The check process has no key directory and verifies by these. */
err issuer_keys_publish(struct work *w) MUST_CHECK;

#endif
