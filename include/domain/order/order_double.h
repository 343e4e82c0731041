/* What the register has already of an order that is about to be written down: the order itself, and the
 * people it names. People decide whether that is the same; the program does not merge. */
#ifndef DOMAIN_ORDER_DOUBLE_H
#define DOMAIN_ORDER_DOUBLE_H

#include "domain/order/order.h"

enum double_kind {
    DOUBLE_ORDER,  /* the same issuer, number and date: it is refused */
    DOUBLE_NUMBER, /* the same number, and the same issuer or date */
    DOUBLE_NID,
    DOUBLE_NAME, /* the same name and birth date */
    DOUBLE_KINDS,
};
const char *double_kind_name(enum double_kind k); /* "same_order", "same_number", "same_nid", "same_name" */

struct order_double {
    enum double_kind kind;
    char field[40];          /* "number", "persons[1].nid", "respondent.surname" */
    int64_t case_id;         /* where it stands; 0: in a file that is not open to the actor */
    const char *case_number; /* NULL then */
    const char *text, *text_en;
};

/* Of files that are closed to the actor only that is told which saving would refuse anyway, and without
 * naming the file: the order itself, and a personal number. No glass is broken for it; the file is
 * noted in w->shuts (case_guard.h), by which the question is logged and its coordinators are told. */
err order_doubles(struct work *w, const struct order_new *in, struct order_double **ret,
                  size_t *ret_count) MUST_CHECK;

#endif
