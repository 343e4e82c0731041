/* A case file read whole: its persons unsealed, its orders by number. */
#ifndef DOMAIN_CASE_READ_H
#define DOMAIN_CASE_READ_H

#include "domain/file/person.h"
#include "domain/law/case_role.h"
#include "domain/work/work.h"

struct bind;

struct case_person {
    int64_t row, person; /* row: case_person.id, which the relation is sealed for */
    enum case_role role;
    const char *relation; /* respondent only */
    struct person who;
};

struct case_file {
    int64_t id, version, created_at;
    const char *number, *unit; /* "14/2026", "Lunxhëri" */
    const char *in_charge;     /* the coordinator's full name; NULL: nobody */
    bool sealed;
    struct case_person *persons;
    size_t person_count;
    int64_t *orders;
    size_t order_count;
    struct case_merged *merged; /* files that went into this one (case_merged.h) */
    size_t merged_count;
};

/* The whole file, unsealed; the older one where it went into that. Logged "case.read". */
err case_read(struct work *w, int64_t id, struct case_file *ret) MUST_CHECK;

/* The persons that a statement finds: case_person.id, person_id, role, relation_sealed. The caller has passed
 * the guard of their file. */
err case_persons_read(struct work *w, const char *sql, const struct bind *binds, struct case_person **ret,
                      size_t *ret_count) MUST_CHECK;

#endif
