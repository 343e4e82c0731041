/* Names that a person was written down under before they were put right: sealed with her key. */
#ifndef DOMAIN_FORMER_NAME_H
#define DOMAIN_FORMER_NAME_H

#include "domain/work/work.h"

struct former_name {
    int64_t id;
    const char *first_name, *surname;
    date until; /* the day of the correction */
};
/* The caller's transaction and log entry. */
err former_name_keep(struct work *w, int64_t person, const char *first_name, const char *surname) MUST_CHECK;
/* Oldest first, in the arena; neither guarded nor logged. */
err former_name_list(struct work *w, int64_t person, struct former_name **ret, size_t *ret_count) MUST_CHECK;

#endif
