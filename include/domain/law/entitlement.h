/* Who is entitled to what, from when until when, and because of what: a pure function of orders, rules,
 * stays, applications, enrolments and the date. No database, no clock. */
#ifndef DOMAIN_ENTITLEMENT_H
#define DOMAIN_ENTITLEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "domain/law/case_role.h"
#include "domain/law/fee.h"
#include "domain/law/legal_number.h"
#include "domain/law/protection.h"

/* The first three are the bits of the card's claim "services" (token/claim.h); the payment is no card's
 * business. */
enum service { SV_TRANSPORT = 1, SV_DOCUMENTS = 2, SV_KINDERGARTEN = 4, SV_PAYMENT = 8 };
#define SV_COUNT 4
extern const enum service SERVICES[SV_COUNT];
const char *service_name(enum service s); /* "transport", ... */
bool service_parse(const char *name, enum service *ret);

enum rule_condition {
    NEEDS_APPLICATION = 1,
    NOT_IN_INSTITUTION = 2,
    NEEDS_ENROLMENT = 4,
    NEEDS_RESIDENCE = 8, /* lives in the municipality */
    NEEDS_SIBLING = 16,  /* from the second child of a family in one institution on (sibling.h) */
};

/* One dated rule of the municipality (VKB) or the state (VKM). */
struct benefit_rule {
    int64_t id;
    enum service service;
    const char *source; /* "VKB 41/2019" */
    unsigned kinds;     /* set of order_kind that qualify */
    bool needs_final;   /* an UM only from the day it is final; no other kind ever is */
    unsigned who;       /* set of case_role; the respondent never */
    unsigned conditions;
    int64_t amount; /* new lekë for one unit: paid, or the fee that is waived; 0: nobody has stated it */
    enum fee_unit unit;
    int64_t share;           /* percent of the fee that is waived, see fee.h; of a payment all of it */
    int64_t share_dependant; /* of dependants; 0: the same */
    int64_t share_sibling;   /* from the second child in one institution on, whoever it is; 0: as the first */
    int64_t amount_creche;   /* the fee where the child is in a crèche; 0: the same */
    date from, until;        /* until DATE_OPEN without end */
};

/* An order that names the person, with what its acts come to. */
struct covering_order {
    int64_t id;
    enum order_kind kind;
    struct protection protection;
};

struct span { /* of days, both ends included; until may be DATE_OPEN */
    date from, until;
};
/* The days that both have; until lies before from where there is none. */
struct span span_common(struct span a, struct span b);

/* All that is known of one person's claim to benefits. */
struct claim {
    enum case_role role;
    date protected_from; /* a protected person who was a dependant before that day; DATE_NONE: always was one
                          */
    const struct legal_rule *legal; /* for pending_days; none: 0 days */
    size_t legal_count;
    const struct covering_order *orders; /* those that name the person */
    size_t order_count;
    const struct span *stays; /* in a care institution */
    size_t stay_count;
    const struct span *applications; /* granted; payable span: from the month by application_payable_from() */
    size_t application_count;
    const struct span *open_applications; /* not decided, or incomplete: payable span, once granted */
    size_t open_application_count;
    const struct span *refused_applications;
    size_t refused_application_count;
    const struct span *enrolments; /* in a crèche or kindergarten */
    size_t enrolment_count;
    const struct span *siblings; /* as a further child of the family in one institution (sibling.h) */
    size_t sibling_count;
    bool outside; /* lives in no unit of the municipality, by all files */
    bool deceased;
    date died_on; /* when deceased: nothing on later days */
};

enum why_not {
    WHY_ENTITLED = 0,
    WHY_NOT_BENEFICIARY, /* role: respondent, or a rule for others */
    WHY_DECEASED,
    WHY_NO_ORDER,    /* no order names the person */
    WHY_NOT_STARTED, /* the first order starts later */
    WHY_ENDED,       /* the last order ended before */
    WHY_NO_RULE_YET, /* the service's first rule starts later, or there is none */
    WHY_RULE_ENDED,  /* there is no rule today, though one began */
    WHY_POLICE_ONLY, /* in force, but of a kind that does not qualify */
    WHY_NOT_FINAL,
    WHY_NO_APPLICATION,
    WHY_APPLICATION_REFUSED,
    WHY_APPLICATION_LATER, /* granted, and counts from a later month */
    WHY_APPLICATION_OPEN,  /* waits for its decision, whatever month it would count for */
    WHY_IN_INSTITUTION,
    WHY_NOT_ENROLLED,
    WHY_LIVES_OUTSIDE,
    WHY_NOT_SIBLING,        /* the first child, where the rule is for further ones */
    WHY_NOT_PAYABLE_PERIOD, /* only by why_not_veiled(), in place of what is not for all eyes */
};
/* The reasons before it are what entitlement_on answers. */
#define WHY_ANSWERS WHY_NOT_PAYABLE_PERIOD
const char *why_not_name(enum why_not w); /* "police_only", ... */
/* The reason as it may be told to all but coordinators: where a person lives is not for them, so they read
 * that this period is not payable. */
enum why_not why_not_veiled(enum why_not w);

struct because {
    int64_t rule; /* benefit_rule.id */
    int64_t order;
    int64_t act;  /* the act that says how long: protection.until_act (from_act while nothing else speaks) */
    bool pending; /* the order's term is over, and more was asked for: act is that request */
    int64_t amount; /* the rule's, for one unit */
    enum fee_unit unit;
    int64_t share; /* as the rule has it for this person on that day: a right that is not whole is never
                      "free" at a door */
    int64_t amount_creche;
};

/* Days with one reason. The spans of a service do not overlap, are in order, and two that touch differ in
 * reason. */
struct entitlement {
    enum service service;
    date from, until; /* until DATE_OPEN */
    struct because because;
};

/* The rule of a service that counts on a day: of those valid then the one that began last, then the one of
 * the highest id. NULL: there is none; *ret_why is WHY_RULE_ENDED where one began, else WHY_NO_RULE_YET. */
const struct benefit_rule *benefit_rule_on(const struct benefit_rule *rules, size_t count, enum service s,
                                           date on, enum why_not *ret_why);

/* The answer for one day: why, or why not. *ret is all zero unless WHY_ENTITLED. It does not depend on the
 * order of the arrays:
 * - of the rules valid on the day the one that began last counts, then the one of the highest id;
 * - of the orders in force that qualify, UM before UMM before UMPMM, then the later last day, then the lower
 *   id. Orders without a valid grant count as none.
 * - where none is in force, exemptions (all but the payment) go on for pending_days behind the last day of an
 * order's term, its day of that number, while more is asked for and the court has not answered; the day of
 * the answer counts too. Not where a court, or another order, had ended it. A card says so from its printing
 * on: one that was printed before is to be renewed, as after an extension. The reason is the first that
 * applies of: not_beneficiary (a respondent), deceased, no_order, no_rule_yet or rule_ended, not_beneficiary
 * (the rule is for others), not_started or ended (no order in force), police_only, not_final,
 * lives_outside, application_open, counts_later, application_refused, no_application (none is granted for the
 * day: what became of one that was not), in_institution, not_enrolled, not_sibling.
 * - of the parts of a fee that the rule names, that of siblings counts before that of dependants, and that
 * before the one for everybody: the council meant the group that it wrote. */
enum why_not entitlement_on(const struct claim *c, const struct benefit_rule *rules, size_t rule_count,
                            enum service s, date on, struct because *ret);

/* All spans of one service, as if entitlement_on were asked for every day. */
err entitlement_spans(const struct claim *c, const struct benefit_rule *rules, size_t rule_count,
                      enum service s, struct arena *a, struct entitlement **ret,
                      size_t *ret_count) MUST_CHECK;

/* The unbroken days around or after `on`, whatever the reasons: joins spans (of one service) that touch.
 * false: no day from `on` on. */
bool entitlement_unbroken(const struct entitlement *spans, size_t count, date on, struct span *ret);

/* The same as long as one part of the fee is waived: of two spans that touch and differ in it the text of one
 * would not be true of the other. */
bool entitlement_even(const struct entitlement *spans, size_t count, date on, struct span *ret);

/* First day for which an application filed that day can pay (VKM 597/2019): the first of its month when filed
 * by `last` (the tenth of it, or the working day behind), else the first of the next month. Filed late it is
 * taken all the same. */
date application_payable_from(date filed_on, date last);

#endif
