/* People with an order, for tests of what follows from it: Elira Kola, born 1987, with a child Ana Kola, born
 * 2021, in one file of the unit Gjirokastër. */
#ifndef SUPPORT_HOLDER_H
#define SUPPORT_HOLDER_H

#include "domain/card/card.h"
#include "domain/office/device.h"
#include "domain/order/order.h"
#include "support/register.h"

#define BUS_AND_DESK (SERVICE_TRANSPORT | SERVICE_DOCUMENTS)

struct holder {
    int64_t case_id, order, person, child;
};

/* The order was given on `start`, which is not later than today; end DATE_NONE: without one (UMM). */
void holder_make(struct test_register *r, date start, date end, struct holder *ret);
/* A court act on her order, today: terminated (effective that day) or extended (until that day). */
void holder_act(struct test_register *r, const struct holder *h, enum act_kind kind, date day);
void holder_card(struct test_register *r, const struct holder *h, unsigned services, struct card *ret);
/* A kindergarten, in which the child is enrolled from today on. Returns the organisation. */
int64_t holder_enrol(struct test_register *r, const struct holder *h, const char *kindergarten);
/* The same in one that is there. */
void holder_enrol_at(struct test_register *r, const struct holder *h, int64_t organisation);
/* The other's child stands in her file too: a brother of hers. */
void holder_sibling(struct test_register *r, const struct holder *h, const struct holder *other);
/* Her application is granted, as the file stands. */
void holder_grant(struct test_register *r, const struct holder *h, int64_t application);
/* holder_make with an order of yesterday, without end. */
void holder_stand(struct test_register *r, struct holder *h);
/* A respondent in her file; the file is at version 2 then. */
int64_t holder_respondent(struct test_register *r, const struct holder *h);
/* All files sealed against everybody. */
void holder_seal(struct test_register *r);
/* How often the log has that change of the first file. */
int64_t holder_logged(struct test_register *r, const char *what);
/* At ten in the morning of that day it is now; one day is as good as another. */
void register_on(struct test_register *r, date day);

#endif
