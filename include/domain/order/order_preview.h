/* What would follow from an order, shown while it is being written down. */
#ifndef DOMAIN_ORDER_PREVIEW_H
#define DOMAIN_ORDER_PREVIEW_H

#include "domain/file/explanation.h"
#include "domain/order/order.h"
#include "domain/order/order_double.h"
#include "domain/work/fault.h"

struct order_follow { /* for one person and service */
    const char *first_name, *surname;
    enum case_role role;
    enum service service;
    enum why_not why_not; /* WHY_ENTITLED: the days hold */
    struct span days;     /* unbroken, from today or the first day on */
    const char *text, *text_en;
};

struct order_outlook {
    struct faults faults; /* why it cannot be saved as it stands: all of it */
    struct order_double *doubles;
    size_t double_count;
    date latest_end; /* the last day that the law lets a court set; DATE_NONE: the kind has none, or no day is
                        given to count from */
    struct order_follow *follows;
    size_t follow_count; /* 0 where there are faults other than questions, but for a last day not given: then
                            latest_end is tried */
};

/* What order_register would do, done and undone again; `in` may be half written. Past the guard of the file
 * that it names. Of a person who stands in a file that is closed to the actor nothing is told, but by
 * order_doubles; w->shuts then names that file (case_guard.h). ERR_LIMIT "too_many_questions": as many sealed
 * files as the law's number sealed_questions have been told of to this account today. Warns as order_register
 * does. Logged "order.preview", as a read: nothing else stays. */
err order_preview(struct work *w, const struct order_new *in, struct order_outlook *ret) MUST_CHECK;

#endif
