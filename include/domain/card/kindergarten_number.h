/* The number by which a kindergarten knows one of its children: the municipality's own, drawn without meaning
 * when the child is enrolled there, so that it tells apart those of the same initials and year, and nothing
 * else. */
#ifndef DOMAIN_KINDERGARTEN_NUMBER_H
#define DOMAIN_KINDERGARTEN_NUMBER_H

#include "domain/work/work.h"

struct db;

/* Gives the child its number there, where it has none yet. In the caller's transaction. */
err kindergarten_number_give(struct work *w, int64_t person, int64_t organisation) MUST_CHECK;
/* 0: none. */
err kindergarten_number_read(struct work *w, int64_t person, int64_t organisation, int64_t *ret) MUST_CHECK;
/* Those who were enrolled before there were numbers get theirs, and doors are told: a step of an upgrade,
 * whose context is the work. */
err kindergarten_numbers_give(struct db *db, void *work) MUST_CHECK;

#endif
