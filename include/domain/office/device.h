/* Checkers: phones and desks that belong to one organisation and may ask about one service. */
#ifndef DOMAIN_DEVICE_H
#define DOMAIN_DEVICE_H

#include <stddef.h>
#include <stdint.h>

#include "crypto/digest.h"
#include "domain/office/device_code.h"
#include "domain/work/work.h"
#include "gen/limits.h"

#define DEVICE_TOKEN_TEXT 44
#define DEVICE_ENROL_PATH "/check/#enrol="       /* + secret: where a device opens the checker to enrol */
#define DEVICE_NAME_MAX   LIMIT(DeviceNew, name) /* code points */

struct device {
    int64_t id, organisation, enrolled_at, revoked_at, enrol_until;
    int64_t sheet_until; /* its sheet may be handed over until then; 0: no sheet waits */
    const char *organisation_name, *organisation_kind, *service, *name;
    bool organisation_active;
    date seen; /* the last day on which it was used, of those that are over; DATE_NONE: none */
    date ends; /* its last day (office/device_life.h); DATE_OPEN: none, or not known yet */
};

/* *ret_enrol: the one-time secret for the QR code or link; only its hash is stored. The service must fit the
 * kind of organisation (transport: transport; kindergarten: kindergarten; fee_desk: documents): ERR_INPUT
 * "wrong_service" otherwise. */
err device_create(struct work *w, int64_t organisation, const char *service, const char *name,
                  int64_t *ret_id, char ret_enrol[DEVICE_TOKEN_TEXT]) MUST_CHECK;
/* ERR_INPUT "unknown_organisation", "wrong_service": what a device of it may ask about. */
err device_service_check(struct work *w, int64_t organisation, const char *service) MUST_CHECK;
/* ERR_ABSENT "no_device". */
err device_known(struct work *w, int64_t id) MUST_CHECK;
/* A new one-time secret for a device, in place of a sheet or a code that waits; its old token stops when the
 * new one is taken. */
err device_enrol_again(struct work *w, int64_t id, char ret_enrol[DEVICE_TOKEN_TEXT]) MUST_CHECK;
err device_rename(struct work *w, int64_t id, const char *name) MUST_CHECK;
err device_revoke(struct work *w, int64_t id) MUST_CHECK;
err device_list(struct work *w, struct device **ret, size_t *ret_count) MUST_CHECK;

#endif
