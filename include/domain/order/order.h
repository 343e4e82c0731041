/* Orders: registered from the paper, and everything courts and police do to them afterwards, appended as
 * acts. */
#ifndef DOMAIN_ORDER_H
#define DOMAIN_ORDER_H

#include "crypto/digest.h"
#include "domain/file/person.h"
#include "domain/law/case_role.h"
#include "domain/law/protection.h"
#include "domain/work/fault.h"
#include "domain/work/work.h"
#include "gen/limits.h"

#define ORDER_PERSONS_MAX LIMIT(OrderNew, persons)
#define ORDER_TEXT_MAX    LIMIT(OrderNew, issuer)
#define ORDER_ACTS_MAX    200 /* recorded by people; those that follow from others come on top */

struct order_person {    /* somebody the order names */
    int64_t person;      /* of the file already; 0: new, by `who` */
    enum case_role role; /* protected or dependant */
    struct person_new who;
};

struct order_new {   /* texts trimmed, NULL when not given */
    int64_t case_id; /* 0: opens a new file */
    int64_t version; /* of that file as seen; 0 only when case_id is 0 */
    enum order_kind kind;
    const char *issuer, *number;
    date decision_date;
    const char *decided_at; /* "HH:MM", Tirane */
    date start;             /* DATE_NONE: the decision date */
    date end;               /* DATE_NONE: without end (not for UM) */
    date final_date;        /* UM: day it became final */
    date received_on;
    int64_t follows; /* the order of the same file it came after (replacement.h) */
    const char *unit;
    struct order_person *persons;
    size_t persons_count;
    struct order_person *respondent; /* NULL: not recorded */
    const char *relation;            /* respondent's, to the protected person */
    const char **measures;           /* codes */
    size_t measures_count;
    const uint8_t *import_blind; /* DIGEST_SIZE, by import only */
    bool unversioned;            /* import and command line: do not compare versions */
};

struct order_line { /* an order as the register keeps it */
    int64_t id, case_id, follows;
    enum order_kind kind;
    const char *issuer, *number;
    date decision_date, received_on;
    int64_t *persons;
    size_t person_count;
    const char **measures;
    size_t measure_count;
    struct protection protection;
};

struct act_line { /* an act with what people wrote beside it */
    struct act act;
    const char *decision, *note, *recorded_by;
    int64_t recorded_at;
};

/* All that can be wrong with an order before anything is written, first fault first: ERR_INPUT with the
 * field, ERR_CONFLICT "order_exists" at "number", ERR_INPUT "would_shorten" at "follows". Warns for an
 * unknown court or one not of that time, and "end_of_open_kind". Writes nothing. */
err order_check(struct work *w, const struct order_new *in) MUST_CHECK;

/* The same, but all of it: what is wrong with each field and person, in *ret. */
err order_faults(struct work *w, const struct order_new *in, struct faults *ret) MUST_CHECK;
/* The last day the law lets a court set; DATE_NONE while no day to count from is given. */
struct rules;
date order_latest_end(const struct order_new *in, const struct rules *rules);

/* Check, then file, persons, order, acts (granted, final, the other's replaced), projections, log: one
 * transaction. */
err order_register(struct work *w, const struct order_new *in, int64_t *ret_id, int64_t *ret_case) MUST_CHECK;

/* Warns at "end" that an UMPMM or UMM lasts until the court decides. */
void order_end_warn(struct work *w, enum order_kind kind);

/* The order without names; not logged (case_read is). ERR_ABSENT. */
err order_load(struct work *w, int64_t id, struct order_line *ret) MUST_CHECK;
/* Its acts, in order of id; not logged. */
err order_acts(struct work *w, int64_t id, struct act_line **ret, size_t *ret_count) MUST_CHECK;
/* The same past the guard of sealed files, logged "order.read", with its acts. */
err order_read(struct work *w, int64_t id, struct order_line *ret, struct act_line **ret_acts,
               size_t *ret_count) MUST_CHECK;

struct act_new {
    int64_t version;    /* of the file as seen */
    enum act_kind kind; /* not granted */
    date on;
    const char *time; /* "HH:MM", NULL when not known */
    date start, end;  /* correction of the grant; amended, extended, correction */
    bool open_end;    /* the new term has no end */
    date effective;   /* terminated and annulled: needed; replaced: DATE_NONE: the start of the other order */
    int64_t other_order; /* replaced */
    int64_t corrects;    /* corrected */
    bool voids;
    const char *decision, *note;
};

/* Append an act: checks it against the law's dated numbers and the acts before it, moves what follows from it
 * (the acts "replaced" of other orders that name this one, projections of all cards of all persons named),
 * logs, one transaction. A correction keeps what it does not say again: start, end, effective, other_order,
 * and the hour on the same day. ERR_INPUT with the field, "too_many_acts"; ERR_CONFLICT "stale_version",
 * "order_ended" or "order_void". Warns "ends_in_past" at "effective", "end_of_open_kind" at "end"; for
 * replaced "shortened" and "persons_not_named" at "other_order", "days_between" at "effective". */
err act_record(struct work *w, int64_t order, const struct act_new *in, int64_t *ret_id,
               int64_t *ret_version) MUST_CHECK;

#endif
