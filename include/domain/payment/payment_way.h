/* How somebody is paid: in cash, unless she asked for post or bank and the municipality pays so. */
#ifndef DOMAIN_PAYMENT_WAY_H
#define DOMAIN_PAYMENT_WAY_H

#include "domain/work/work.h"

enum payment_way { WAY_CASH = 1, WAY_POST, WAY_BANK };
const char *payment_way_name(enum payment_way w); /* "cash", "post", "bank"; NULL: none */
bool payment_way_parse(const char *name, enum payment_way *ret);

/* Which of them the municipality pays by today: the dated rules pays_by_post and pays_by_bank. */
struct ways_paid {
    bool post, bank;
};
err payment_ways_paid(struct work *w, struct ways_paid *ret) MUST_CHECK;

/* In SQL: the number of what was noted last of the person. */
#define PAYMENT_WAY_OF(person) "(SELECT max(pw.id) FROM payment_way pw WHERE pw.person_id = " person ") "

struct payment_way_new {
    enum payment_way way;
    const char *account;     /* bank */
    const char *post_office; /* post */
};
/* Past the guards of all her files. All faults at once: ERR_CONFLICT "way_not_paid" at "way"; ERR_INPUT
 * "required", "too_long"; "bad_account" at "account" (law/iban.h); "not_for_way". Asks "account_alone" at
 * "account" or "post_office" each time it is set, also to the same: nobody else can see it; who answered and
 * when stands with it. ERR_ABSENT "no_such_person". Logged "person.payment_way". */
err payment_way_set(struct work *w, int64_t person, const struct payment_way_new *in,
                    int64_t *ret_id) MUST_CHECK;

struct payment_way_seen {
    enum payment_way way;  /* as noted; WAY_CASH where nothing is */
    enum payment_way paid; /* as she is paid today: cash where the municipality does not pay so (any more) */
    const char *account, *post_office, *by;
    int64_t at; /* 0: nothing is noted */
    struct ways_paid ways;
};
/* Past the same guards. Logged "person.payment_way_read". */
err payment_way_read(struct work *w, int64_t person, struct payment_way_seen *ret) MUST_CHECK;

#endif
