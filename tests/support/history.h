/* A random history of one person's orders, acts, corrections, rules, stays, applications and enrolments, made
 * from a seed: what the property test of entitlements runs on. */
#ifndef SUPPORT_HISTORY_H
#define SUPPORT_HISTORY_H

#include <stddef.h>
#include <stdint.h>

#include "domain/law/entitlement.h"
#include "domain/law/naming.h"

#define BASE    20000                 /* day 0: 2024-10-04 */
#define DAYS    1096                  /* three years in which things begin */
#define LENGTH  400                   /* what ends does so within this many days */
#define HORIZON (DAYS + LENGTH + 250) /* from here on nothing changes any more */
#define ORDERS  5
#define ACTS    14
#define RULES   16
#define SPANS   3

struct history {
    uint64_t seed, state;
    enum case_role role;
    size_t order_count, act_count[ORDERS], rule_count, stay_count, application_count, enrolment_count,
        open_count, refused_count, sibling_count;
    int64_t order_id[ORDERS];
    enum order_kind kind[ORDERS];
    struct legal_rule pending[2]; /* pending_days: before some day, and from then on */
    struct act acts[ORDERS][ACTS];
    struct benefit_rule rules[RULES];
    struct span stays[SPANS], applications[SPANS], enrolments[SPANS], open[SPANS], refused[SPANS],
        siblings[SPANS];
    bool deceased, outside;
    date died_on;
};

void history_make(struct history *h, uint64_t seed);
/* What records of an order of it say of somebody, in ret, of ACTS; returns how many. An amended act then says
 * from when it holds. */
size_t history_name(struct history *h, size_t order, bool *ret_registered, struct naming_change *ret);
/* On standard error, days as days since BASE, with the seed that makes it again. */
void history_print(const struct history *h);

#endif
