/* Holders of other grounds than an order: Arta Gjoka, born 1985, of Lunxhëri, with economic aid from
 * 2026-01-05 on. */
#ifndef SUPPORT_GROUNDS_H
#define SUPPORT_GROUNDS_H

#include "domain/check/check.h"
#include "domain/ground/ground.h"
#include "domain/ground/ground_view.h"
#include "support/holder.h"

#define ARTA_NID "H50101001A"

struct ground_new arta(void);
int64_t ground_of(struct test_register *r, const struct ground_new *in); /* returns the holder */
/* That kind gives that service from 2026 on. */
void ground_rule_of(struct test_register *r, const char *kind, enum service service);
struct ground_view ground_seen(struct test_register *r, int64_t holder);
/* Arta with rules that give her bus and papers, and her card. */
int64_t arta_carded(struct test_register *r);
struct check door_check(struct test_register *r, const char *service, const char *number);

struct both {
    int64_t holder, order, case_id, person;
    const char *number;
};
/* Arta is protected by an order from today on, of 40 days; nid NULL: it names none. */
void arta_order(struct test_register *r, const char *nid, struct both *b);

#endif
