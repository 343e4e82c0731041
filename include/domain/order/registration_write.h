/* The rows of a registration that is put right (registration.h), in three steps around its check. */
#ifndef DOMAIN_REGISTRATION_WRITE_H
#define DOMAIN_REGISTRATION_WRITE_H

#include "domain/order/order.h"

enum registration_word {
    CLEAR_RECEIVED = 1,
    CLEAR_CASE_NUMBER = 2,
    CLEAR_PETITIONER = 4,
    CLEAR_REPRESENTATIVE = 8,
    CLEAR_HEARING = 16,
    CLEAR_END = 32 /* and the term: the order lasts until the court decides */
};

struct registration_new { /* what is not given stays as it is */
    int64_t version;
    enum order_kind kind; /* 0: stays */
    const char *issuer, *number, *unit;
    date decision_date;
    date start;       /* DATE_NONE: stays, but goes with the day of the decision where it was that */
    date end;         /* DATE_NONE: stays; an order that becomes an UM needs one */
    struct term term; /* not given: stays; takes the place of a last day */
    date received_on, hearing_on;
    struct order_parties parties;
    unsigned clears;            /* registration_word: nothing stands there */
    struct act_content content; /* left out, or too many: from the beginning */
    struct order_person *respondents_in;
    size_t respondents_in_count;
    int64_t *respondents_out;
    size_t respondents_out_count;
    const char *relation;             /* of respondents_in */
    struct order_relation *relations; /* of those who stand there, as they are to be; blank: nothing */
    size_t relations_count;
    const char *note; /* why */
};

struct registration_change {
    const struct order_line *old;
    const struct order_new *paper; /* as it is to stand */
    const struct registration_new *in;
    int64_t act;                      /* registration_corrected; not yet known to the outs */
    struct order_relation *relations; /* as they stood (registration_relation.h) */
    size_t relation_count;
};

/* NULL: none of them is that person. */
const struct order_person *registration_person(const struct order_person *list, size_t count, int64_t person);

/* Whoever goes leaves the order; who changes sides leaves the role he had in the file. */
err registration_outs_write(struct work *w, const struct registration_change *x) MUST_CHECK;
/* Whoever comes; and beside the act who came and who went, and the measures. */
err registration_ins_write(struct work *w, const struct registration_change *x) MUST_CHECK;
/* The measures alone: those of the order as they are to stand, and beside the act what came and went. */
err registration_measures_write(struct work *w, int64_t order, int64_t act,
                                const struct act_content *c) MUST_CHECK;
/* Kind, issuer, number, days, parties, unit: the row as it is to be, old and new beside the act. */
err registration_words_write(struct work *w, const struct registration_change *x) MUST_CHECK;

#endif
