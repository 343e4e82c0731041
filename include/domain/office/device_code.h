/* The codes by which a device comes to its token: a long one in its link or on its sheet, a short one that is
 * typed. Each is good once; only hashes are kept. A sheet's long code is good for nothing before the sheet is
 * handed over. */
#ifndef DOMAIN_DEVICE_CODE_H
#define DOMAIN_DEVICE_CODE_H

#include <stddef.h>
#include <stdint.h>

#include "crypto/digest.h"
#include "domain/work/short_code.h"
#include "domain/work/work.h"

#define DEVICE_ENROL_LIFE  (15 * 60)        /* seconds */
#define DEVICE_SHEET_LIFE  (30 * 24 * 3600) /* seconds in which a sheet may be handed over */
#define DEVICE_CLOCK_SLACK 300              /* seconds that the clock of the door may be off */

/* A short code beside the link that a device waits with: whoever has lost the device's storage, or no camera,
 * types it. Good as long as the link, and one of the two. ERR_CONFLICT: no link runs. */
err device_code_give(struct work *w, int64_t id, char ret_code[SHORT_CODE_TEXT]) MUST_CHECK;

/* A device has changed its codes into a token at the door, at that instant. */
struct device_proof {
    const char *code, *short_code; /* "" or NULL: not shown */
    uint8_t token_hash[DIGEST_SIZE];
    int64_t at;
};
/* True only where the codes are ones that this register gave and nobody used, at an instant at which they
 * were good: also where they were replaced, or the device was revoked, just behind it. ERR_DENIED: nothing of
 * it is believed. Logged "device.enrol". */
err device_take(struct work *w, const struct device_proof *p) MUST_CHECK;

/* Whatever codes the device waits with are no longer given; kept for what the door is still to tell. Inside
 * the caller's transaction. */
err device_codes_retire(struct work *w, int64_t id) MUST_CHECK;

#endif
