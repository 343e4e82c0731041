/* Checkers at the doors: phones and desks that belong to one organisation and may ask about one service. The
 * register makes them (domain/office/device.h). */
#ifndef DOMAIN_CHECKER_H
#define DOMAIN_CHECKER_H

#include "crypto/digest.h"
#include "domain/check/doorway.h"

#define CHECKER_TOKEN_TEXT 44

struct checker {
    int64_t id, organisation;
    const char *organisation_name, *organisation_kind, *service, *name;
    bool revoked, organisation_active;
    date life, ends; /* last days by its age, and as far as the register knows; DATE_OPEN: none */
    int64_t unseen;  /* days without use after which it ends; 0: it does not */
    int64_t minute_most, day_most; /* questions, by the rules of `asked_on`; 0: as many as it likes */
    date asked_on;
};

/* The one with that token hash. ERR_ABSENT "no_device": unknown; ERR_DENIED "device_revoked", or
 * "device_ended": it is to be enrolled anew (office/device_life.h). Reads only, and costs one look-up, two
 * where its last day is over by what the register knew. */
err checker_find(struct doorway *d, const uint8_t token_hash[DIGEST_SIZE], struct checker *ret) MUST_CHECK;
/* Whether one that was found earlier is good today. ERR_DENIED "device_ended". */
err checker_good(struct doorway *d, const struct checker *c) MUST_CHECK;
/* The code for a token, once: a long one, or a short one alone. ERR_DENIED "enrol_refused": unknown, used,
 * too old, or on a sheet that is not handed over. */
err checker_enrol(struct doorway *d, const char *code, struct checker *ret,
                  char ret_token[CHECKER_TOKEN_TEXT]) MUST_CHECK;
/* The same for whoever asks from that network address (NULL: not counted), and with the short code beside a
 * sheet's long one, which hands the sheet over in the same step: ERR_LIMIT "too_many_attempts". */
struct enrol_limit;
struct typing_limit;
struct enrol_attempt {
    struct enrol_limit *limit;   /* by address */
    struct typing_limit *typing; /* by sheet */
    const char *address, *code;
    const char *short_code; /* NULL: none */
};
err checker_enrol_from(struct doorway *d, const struct enrol_attempt *a, struct checker *ret,
                       char ret_token[CHECKER_TOKEN_TEXT]) MUST_CHECK;
/* The municipality's neutral name; "" where the register has none yet. */
err checker_municipality(struct doorway *d, const char **ret) MUST_CHECK;
/* Its base_uri, that stands on every card. ERR_ABSENT: not set up. */
err checker_address(struct doorway *d, const char **ret) MUST_CHECK;

#endif
