/* Municipal certificates given free of charge, as a fee desk notes them: how many, and the fees waived. No
 * person, no card, no hour. */
#ifndef DOMAIN_DESK_H
#define DOMAIN_DESK_H

#include "domain/check/checker.h"
#include "gen/limits.h"

struct desk_kind {
    const char *code, *text, *text_en;
};
/* Those that a desk can note. */
err desk_kinds(struct doorway *d, struct desk_kind **ret, size_t *ret_count) MUST_CHECK;

struct certificate_note {
    const char *card; /* as check_card takes it: checked anew, and forgotten */
    const char *kind;
    const char *key; /* drawn by the device for one answer and kind: a second tap counts once */
};
#define CERTIFICATE_KEY_MIN 16 /* characters */
#define CERTIFICATE_KEY_MAX LIMIT(CertificateNew, key)
/* One more of that kind today, with the fee of today's rule for documents. Needs no key to personal data.
 * ERR_DENIED "wrong_device_service": no device of a fee desk; ERR_INPUT "unknown_kind" at "kind", "bad_key"
 * at "key"; ERR_CONFLICT "not_free" at "card"; ERR_LIMIT as check_card, or
 * "too_many_checks" (asking_limit.h). */
struct asking_limit;
struct typing_limit;
struct tap_memory;
err certificate_count(struct doorway *d, const struct checker *device, const struct certificate_note *in,
                      struct asking_limit *asking, struct typing_limit *typing,
                      struct tap_memory *taps) MUST_CHECK;

#endif
