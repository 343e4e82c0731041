/* What the acts of an order say of persons and measures (act_content.h), read back. */
#ifndef DOMAIN_ACT_SAID_H
#define DOMAIN_ACT_SAID_H

#include "domain/order/order.h"

struct act_contents { /* of all acts of an order, by act */
    struct content_person *persons;
    struct content_measure *measures;
    size_t person_count, measure_count;
};
err act_contents_read(struct work *w, int64_t order, struct act_contents *ret) MUST_CHECK;

#endif
