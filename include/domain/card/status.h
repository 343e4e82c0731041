/* Status lists as served: opened, filled, signed again. */
#ifndef DOMAIN_STATUS_H
#define DOMAIN_STATUS_H

#include "base/buf.h"
#include "domain/work/work.h"

/* Lists and indices nobody had: random among the unused; a second list opens at half use. All draws and their
 * keeping in one transaction; zero-initialised for each. Drawn and not used by a card is free again. */
struct status_draws {
    int64_t list, used, kept; /* used: indices given out; kept: of them those the register counts */
    uint8_t *drawn;           /* a bit for each index, in the arena of the work */
};
err status_draw(struct work *w, struct status_draws *d, int64_t *ret_list, uint32_t *ret_index) MUST_CHECK;
err status_draws_keep(struct work *w, struct status_draws *d) MUST_CHECK; /* d is as new */
enum status_kind {
    STATUS_REVOKED,   /* 1: the card is no longer good */
    STATUS_PROLONGED, /* 1: it goes on beyond its printed day (token/FORMAT.md) */
};
/* "https://…/status/1", "https://…/status/1/prolonged" under the municipality's base_uri. */
err status_uri(struct work *w, int64_t list, enum status_kind kind, char *ret, size_t room) MUST_CHECK;
/* Note that bits of that list, of either kind, changed. */
err status_changed(struct work *w, int64_t list) MUST_CHECK;
/* Sign again every list that changed or is older than max_age seconds. Inside a transaction or not. */
err status_sign(struct work *w, int64_t max_age) MUST_CHECK;
/* The token as served, and when it was signed. ERR_ABSENT: no such list. Reads only. */
err status_token(struct work *w, int64_t list, enum status_kind kind, struct buf *ret,
                 int64_t *ret_signed_at) MUST_CHECK;
err status_lists(struct work *w, int64_t **ret, size_t *ret_count) MUST_CHECK;

#endif
