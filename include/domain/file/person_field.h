/* The fields of a person one by one: which of them a write is about, and which differ. */
#ifndef DOMAIN_PERSON_FIELD_H
#define DOMAIN_PERSON_FIELD_H

#include "domain/file/person.h"

/* A set of fields, one bit each, in the order of the form. */
#define PERSON_FIELDS     8
#define PERSON_FIELDS_ALL ((1u << PERSON_FIELDS) - 1)
const char *person_field_name(unsigned n);                    /* 0 … PERSON_FIELDS - 1: "first_name", … */
bool person_field_parse(const char *name, unsigned *ret_bit); /* false: there is none of that name */

/* Those in which `in` says something else. */
unsigned person_fields_differing(const struct person *now, const struct person_new *in);
/* Those that are not in the set become as they are now. */
void person_fields_keep(const struct person *now, unsigned set, struct person_new *in);

/* "surname, phone" in the arena; "nothing". */
err person_fields_format(struct arena *a, unsigned set, const char **ret) MUST_CHECK;
/* What person_fields_format wrote, up to a ';'. All of them where it says something else. */
unsigned person_fields_read(const char *text);

#endif
