/* Further services of the municipality that its council waives: the fee for cleaning and lighting, rent,
 * others. Data of each municipality, on lists and reports, never on a card. */
#ifndef DOMAIN_MUNICIPAL_SERVICE_H
#define DOMAIN_MUNICIPAL_SERVICE_H

#include "domain/law/entitlement.h"
#include "domain/payment/right_fee.h"
#include "domain/work/work.h"

struct municipal_service {
    struct benefit_rule rule; /* its service and conditions are not looked at; unit FEE_MONTH or FEE_YEAR */
    const char *text, *text_en;
    int64_t persons; /* entitled today; only where it was read */
    int64_t waived;  /* what that comes to for one unit, in new lekë */
};
/* All that stand, by id, with today's counts, which tell of nobody. */
err municipal_service_list(struct work *w, struct municipal_service **ret, size_t *ret_count) MUST_CHECK;

/* ERR_INPUT with the field: "required", "too_long", "bad_text", "out_of_range", "unit_unsuited" (month or
 * year), "share_unsuited", "out_of_order". Warns "amount_unknown" where nobody has stated the fee. Logged
 * "municipal_service.add". */
err municipal_service_add(struct work *w, const struct municipal_service *in, int64_t *ret_id) MUST_CHECK;

/* Nothing approved rests on one, so it can be taken back at any time. ERR_ABSENT "no_service"; ERR_CONFLICT
 * "already_voided". Logged "municipal_service.void". */
err municipal_service_void(struct work *w, int64_t id) MUST_CHECK;

/* What all of them come to in each month of the year (right_fee.h), in new lekë. *ret_unstated: services that
 * somebody is entitled to that year and whose fee nobody has stated: not in the sums. Not logged: the caller
 * does. Inside a transaction. */
err municipal_services_sums(struct work *w, int year, int64_t ret[RIGHT_FEE_MONTHS],
                            int64_t *ret_unstated) MUST_CHECK;

struct service_person { /* who is entitled, as the file's number says it: the name stands in the file */
    int64_t person, case_id;
    const char *file;
    date until; /* last day without a gap; DATE_OPEN: while the order stands */
};
/* Those entitled today whose files the actor may open, by file. ERR_ABSENT "no_service". Logged
 * "municipal_service.persons". */
err municipal_service_persons(struct work *w, int64_t id, struct service_person **ret,
                              size_t *ret_count) MUST_CHECK;

struct service_right { /* one service of one person of a file */
    int64_t person, service;
    const char *text, *text_en, *source;
    date until; /* as above */
    int64_t amount, share;
    enum fee_unit unit;
};
/* What each of the file is entitled to on that day, by person. The caller has passed the guard of the file
 * and logs (explanation.h). */
err municipal_service_rights(struct work *w, int64_t case_id, date on, struct service_right **ret,
                             size_t *ret_count) MUST_CHECK;

#endif
