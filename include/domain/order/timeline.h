/* One file over time: its orders with every act and what became of it, and person by person the days of each
 * service with their reason. */
#ifndef DOMAIN_TIMELINE_H
#define DOMAIN_TIMELINE_H

#include "domain/file/explanation.h"
#include "domain/order/order.h"

struct timeline_act {
    struct act_line line;
    int64_t corrected_by; /* the correction that speaks in its place; 0: it stands as written */
    int64_t voided_by;    /* the correction that took it back; 0: it counts */
};

struct timeline_order {
    struct order_line order;
    struct timeline_act *acts; /* in order of id */
    size_t act_count;
};

struct timeline_service {
    struct explanation now;    /* today */
    struct explanation *spans; /* all days, in order */
    size_t span_count;
};

struct timeline_person {
    int64_t person;
    enum case_role role;
    const char *first_name, *surname;
    struct timeline_service services[SV_COUNT]; /* as SERVICES */
};

struct timeline {
    int64_t version; /* of the file */
    struct timeline_order *orders;
    size_t order_count;
    struct timeline_person *persons; /* all but the respondent */
    size_t person_count;
};

/* Past the guard of all files of these persons, for the reasons tell of the orders in them; logged
 * "timeline.read". */
err timeline_read(struct work *w, int64_t case_id, struct timeline *ret) MUST_CHECK;

#endif
